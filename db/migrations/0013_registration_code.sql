ALTER TABLE "registrations" ADD COLUMN "request_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "registrations_request" ON "registrations" USING btree ("request_id");