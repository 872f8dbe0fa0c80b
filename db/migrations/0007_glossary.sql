ALTER TABLE "accounts" RENAME TO "users";--> statement-breakpoint
ALTER TABLE "letters" RENAME TO "outbox_emails";--> statement-breakpoint
ALTER TABLE "throttles" RENAME TO "rate_limits";--> statement-breakpoint
ALTER TABLE "events" RENAME TO "audit_events";--> statement-breakpoint
ALTER TABLE "alarms" RENAME TO "disavowals";--> statement-breakpoint
ALTER TABLE "resets" RENAME COLUMN "account_id" TO "user_id";--> statement-breakpoint
ALTER TABLE "resets" RENAME COLUMN "ask_id" TO "request_id";--> statement-breakpoint
ALTER TABLE "resets" RENAME COLUMN "denied_at" TO "declined_at";--> statement-breakpoint
ALTER TABLE "address_changes" RENAME COLUMN "account_id" TO "user_id";--> statement-breakpoint
ALTER TABLE "disavowals" RENAME COLUMN "account_id" TO "user_id";--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "account_id" TO "user_id";--> statement-breakpoint
ALTER TABLE "audit_events" RENAME COLUMN "account_id" TO "user_id";--> statement-breakpoint
ALTER TABLE "outbox_emails" RENAME COLUMN "ask_id" TO "request_id";--> statement-breakpoint
ALTER TABLE "outbox_emails" RENAME COLUMN "origin" TO "requester";--> statement-breakpoint
ALTER TABLE "rate_limits" RENAME COLUMN "hits" TO "granted_at";--> statement-breakpoint
ALTER TABLE "users" RENAME CONSTRAINT "accounts_pkey" TO "users_pkey";--> statement-breakpoint
ALTER TABLE "users" RENAME CONSTRAINT "accounts_canonical_unique" TO "users_canonical_unique";--> statement-breakpoint
ALTER TABLE "outbox_emails" RENAME CONSTRAINT "letters_pkey" TO "outbox_emails_pkey";--> statement-breakpoint
ALTER TABLE "rate_limits" RENAME CONSTRAINT "throttles_pkey" TO "rate_limits_pkey";--> statement-breakpoint
ALTER TABLE "audit_events" RENAME CONSTRAINT "events_pkey" TO "audit_events_pkey";--> statement-breakpoint
ALTER TABLE "disavowals" RENAME CONSTRAINT "alarms_pkey" TO "disavowals_pkey";--> statement-breakpoint
ALTER TABLE "resets" RENAME CONSTRAINT "resets_account_id_accounts_id_fk" TO "resets_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "sessions" RENAME CONSTRAINT "sessions_account_id_accounts_id_fk" TO "sessions_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "address_changes" RENAME CONSTRAINT "address_changes_account_id_accounts_id_fk" TO "address_changes_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "disavowals" RENAME CONSTRAINT "alarms_account_id_accounts_id_fk" TO "disavowals_user_id_users_id_fk";--> statement-breakpoint
ALTER INDEX "resets_account" RENAME TO "resets_user";--> statement-breakpoint
ALTER INDEX "resets_ask" RENAME TO "resets_request";--> statement-breakpoint
ALTER INDEX "address_changes_account" RENAME TO "address_changes_user";--> statement-breakpoint
ALTER INDEX "sessions_account" RENAME TO "sessions_user";--> statement-breakpoint
ALTER INDEX "alarms_account" RENAME TO "disavowals_user";--> statement-breakpoint
ALTER INDEX "alarms_canonical" RENAME TO "disavowals_canonical";--> statement-breakpoint
ALTER INDEX "alarms_expires" RENAME TO "disavowals_expires";--> statement-breakpoint
ALTER INDEX "letters_due" RENAME TO "outbox_emails_due";--> statement-breakpoint
ALTER INDEX "letters_settled" RENAME TO "outbox_emails_settled";--> statement-breakpoint
ALTER INDEX "letters_canonical" RENAME TO "outbox_emails_canonical";--> statement-breakpoint
ALTER INDEX "letters_left" RENAME TO "outbox_emails_left";--> statement-breakpoint
ALTER INDEX "letters_undeliverable" RENAME TO "outbox_emails_undeliverable";--> statement-breakpoint
ALTER INDEX "letters_no_account" RENAME TO "outbox_emails_no_account";--> statement-breakpoint
ALTER INDEX "letters_provider" RENAME TO "outbox_emails_provider";--> statement-breakpoint
ALTER INDEX "events_account" RENAME TO "audit_events_user";--> statement-breakpoint
ALTER INDEX "events_subject" RENAME TO "audit_events_subject";--> statement-breakpoint
ALTER INDEX "events_at" RENAME TO "audit_events_at";--> statement-breakpoint
ALTER INDEX "throttles_touched" RENAME TO "rate_limits_touched";--> statement-breakpoint
ALTER SEQUENCE "events_id_seq" RENAME TO "audit_events_id_seq";--> statement-breakpoint
UPDATE "audit_events" SET "name" = 'reset.declined' WHERE "name" = 'reset.denied';--> statement-breakpoint
UPDATE "audit_events" SET "name" = 'email.repeated' WHERE "name" = 'letter.repeated';
