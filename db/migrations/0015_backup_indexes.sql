DROP INDEX "backup_addresses_expires";--> statement-breakpoint
CREATE INDEX "backup_addresses_reserved" ON "backup_addresses" USING btree ("canonical") WHERE "backup_addresses"."confirmed_at" is not null;--> statement-breakpoint
CREATE INDEX "recovery_codes_used" ON "recovery_codes" USING btree ("used_at") WHERE "recovery_codes"."used_at" is not null;--> statement-breakpoint
CREATE INDEX "backup_addresses_expires" ON "backup_addresses" USING btree ("expires_at") WHERE "backup_addresses"."confirmed_at" is null;