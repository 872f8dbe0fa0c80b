CREATE TABLE "transaction_outcomes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"committed" boolean NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "transaction_outcomes_at" ON "transaction_outcomes" USING btree ("at");