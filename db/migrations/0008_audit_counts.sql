CREATE TABLE "audit_counts" (
	"key" text NOT NULL,
	"name" text NOT NULL,
	"day" date NOT NULL,
	"subject" text,
	"count" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"network" text NOT NULL,
	"device" text NOT NULL,
	CONSTRAINT "audit_counts_key_name_day_pk" PRIMARY KEY("key","name","day")
);
--> statement-breakpoint
CREATE INDEX "audit_counts_subject" ON "audit_counts" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "audit_counts_first" ON "audit_counts" USING btree ("first_at");--> statement-breakpoint
UPDATE "audit_events" SET "name" = 'code.refused' WHERE "name" = 'reset.refused' AND "reason" = 'wrong code';--> statement-breakpoint
INSERT INTO "audit_counts" ("key", "name", "day", "subject", "count", "first_at", "last_at", "network", "device")
SELECT "user_id"::text, "name", ("at" AT TIME ZONE 'UTC')::date, max("subject"), count(*), min("at"), max("at"),
	(array_agg("network" ORDER BY "at" DESC))[1], (array_agg("device" ORDER BY "at" DESC))[1]
FROM "audit_events"
WHERE "user_id" IS NOT NULL AND "name" IN ('account.registered', 'session.refused', 'reset.requested', 'reset.suppressed', 'reset.sent', 'reset.failed', 'code.refused', 'password.refused')
GROUP BY 1, 2, 3;--> statement-breakpoint
DELETE FROM "audit_events" WHERE "name" IN ('account.registered', 'session.refused', 'reset.requested', 'reset.suppressed', 'reset.sent', 'reset.failed', 'code.refused', 'password.refused')
	OR ("name" = 'reset.refused' AND "user_id" IS NULL);--> statement-breakpoint
UPDATE "audit_events" SET "subject" = NULL WHERE "user_id" IS NULL;
