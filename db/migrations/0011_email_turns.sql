DROP INDEX "outbox_emails_left";--> statement-breakpoint
DROP INDEX "outbox_emails_due";--> statement-breakpoint
ALTER TABLE "outbox_emails" ADD COLUMN "turn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "outbox_emails_counted" ON "outbox_emails" USING btree ("settled_at") WHERE "outbox_emails"."turn" > 6;--> statement-breakpoint
CREATE INDEX "outbox_emails_due" ON "outbox_emails" USING btree ("turn","due_at") WHERE "outbox_emails"."state" in ('queued', 'sending');