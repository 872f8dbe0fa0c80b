import { bigint, pgTable, text } from 'drizzle-orm/pg-core';

// The table of users that you have. This one is only an example: bigint ids, other names, a status of its own, and hashes that another
// product wrote.
export const members = pgTable('members', {
  memberNo: bigint('member_no', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  mail: text('mail').notNull().unique(),
  fullName: text('full_name').notNull(),
  state: text('state', { enum: ['here', 'barred'] })
    .notNull()
    .default('here'),
  secret: text('secret'),
  /** Rises with every new password. A sign-in that holds an older one has ended, and so has a reset link. */
  passwords: bigint('passwords', { mode: 'number' }).notNull().default(1),
});
