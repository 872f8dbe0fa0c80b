CREATE TABLE "imported_works" (
	"work" text PRIMARY KEY NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "users_imported_password" ON "users" USING btree ("id") WHERE "users"."password_hash" not like 'bcrypt-sha384:%';