CREATE INDEX "letters_canonical" ON "letters" USING btree ("canonical","created_at");--> statement-breakpoint
CREATE INDEX "sessions_created" ON "sessions" USING btree ("created_at");