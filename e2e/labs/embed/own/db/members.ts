import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';

// The table of users that you have. This one is only an example: ids of the type of `resets.user_id`, other names, a status of its own,
// and hashes that another product wrote. RECOVERY.md has its CREATE TABLE.
export const members = pgTable(
  'members',
  {
    memberId: bigint('member_id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    mail: text('mail').notNull().unique(),
    fullName: text('full_name').notNull(),
    state: text('state', { enum: ['here', 'barred'] })
      .notNull()
      .default('here'),
    secret: text('secret'),
    /** Rises with every new password. A sign-in that holds an older one has ended, and so has a reset link. */
    passwords: bigint('passwords', { mode: 'number' }).notNull().default(1),
  },
  (t) => [index('members_canonical').on(sql`lower(${t.mail})`)],
);
