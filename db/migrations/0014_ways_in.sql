CREATE TABLE "authenticators" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"key_id" text NOT NULL,
	"last_step" bigint NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "backup_addresses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"email" text NOT NULL,
	"canonical" text NOT NULL,
	"credential_version" integer NOT NULL,
	"key_id" text,
	"issued_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"counter_went_back_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_waits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"cancelled_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "spent_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "disavowals" ADD COLUMN "restored_email" text;--> statement-breakpoint
ALTER TABLE "disavowals" ADD COLUMN "restored_canonical" text;--> statement-breakpoint
ALTER TABLE "resets" ADD COLUMN "backup_address_id" uuid;--> statement-breakpoint
ALTER TABLE "resets" ADD COLUMN "recovery_wait_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "recovered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "passkey_declined_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "authenticators" ADD CONSTRAINT "authenticators_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_addresses" ADD CONSTRAINT "backup_addresses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_waits" ADD CONSTRAINT "recovery_waits_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "authenticators_user" ON "authenticators" USING btree ("user_id") WHERE "authenticators"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "authenticators_any_user" ON "authenticators" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "authenticators_removed" ON "authenticators" USING btree ("removed_at") WHERE "authenticators"."removed_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "backup_addresses_canonical" ON "backup_addresses" USING btree ("canonical") WHERE "backup_addresses"."confirmed_at" is not null and "backup_addresses"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "backup_addresses_user" ON "backup_addresses" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "backup_addresses_expires" ON "backup_addresses" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "backup_addresses_removed" ON "backup_addresses" USING btree ("removed_at") WHERE "backup_addresses"."removed_at" is not null;--> statement-breakpoint
CREATE INDEX "passkeys_user" ON "passkeys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "passkeys_removed" ON "passkeys" USING btree ("removed_at") WHERE "passkeys"."removed_at" is not null;--> statement-breakpoint
CREATE INDEX "recovery_codes_user" ON "recovery_codes" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_removed" ON "recovery_codes" USING btree ("removed_at") WHERE "recovery_codes"."removed_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_waits_user" ON "recovery_waits" USING btree ("user_id") WHERE "recovery_waits"."cancelled_at" is null and "recovery_waits"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "recovery_waits_any_user" ON "recovery_waits" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "recovery_waits_ends" ON "recovery_waits" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "spent_tokens_expires" ON "spent_tokens" USING btree ("expires_at");