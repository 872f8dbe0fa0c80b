DROP INDEX "letters_sent";--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "reported_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "letters_left" ON "letters" USING btree ("settled_at") WHERE "letters"."state" in ('sent', 'delayed', 'delivered', 'suppressed', 'bounced', 'complained');--> statement-breakpoint
CREATE INDEX "letters_undeliverable" ON "letters" USING btree ("settled_at") WHERE "letters"."state" in ('suppressed', 'bounced', 'complained', 'failed');--> statement-breakpoint
CREATE INDEX "letters_provider" ON "letters" USING btree ("provider_id") WHERE "letters"."provider_id" is not null;