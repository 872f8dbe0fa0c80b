-- Without the default first: sessions that have begun already count as authenticated long ago.
ALTER TABLE "sessions" ADD COLUMN "authenticated_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "authenticated_at" SET DEFAULT now();
