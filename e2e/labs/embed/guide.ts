import type { Part } from './closure';
import { type UserId, userIds } from './tables';

type Given = {
  files: readonly Part[];
  packages: readonly string[];
  /** Packages that only TypeScript needs. */
  types: readonly string[];
  userId: UserId;
  /** Creates the table of the examples. */
  membersSql: string;
};

/** RECOVERY.md: what to do with the files. */
export function guide({ files, packages, types, userId, membersSql }: Given): string {
  const own = files.filter(({ path, source }) => path !== source).map(({ path }) => `- \`${path}\``);
  const others = userIds.filter((type) => type !== userId);
  return `# The recovery of Return Key, in your application

Pages: \`/forgot-password\`, \`/forgot-password/sent\`, \`/reset-password\`, \`/not-me\`. After a reset they lead to your \`/login\`, where
\`readTicket()\` of \`lib/web/ticket.ts\` has the address.

1. **Packages.** \`npm install ${packages.join(' ')}\`.
   For TypeScript, install whichever of these you lack: \`npm install --save-dev ${types.join(' ')}\`. It needs Next.js 16.4, built with Turbopack
   (Webpack doesn't find the threads that hash), and React 19. In \`tsconfig.json\`, \`@/*\` is
   the folder that has your \`app/\`, such as \`./*\`.
2. **Your users.** These files are yours. They are examples, and work as they are for the table in \`db/members.ts\`, which step 3 creates:
${own.join('\n')}

   Begin with \`lib/recovery/users.ts\`: it is all that a reset knows of your table. You need a version that rises with every new password,
   and an index on the canonical form of the address. If you have sessions, end them in \`setPassword\`, and tell the owner there.
3. **Tables.** Run \`db/recovery.sql\`, or add \`db/schema.ts\` to your Drizzle schema and generate a migration. It has user ids of type
   \`${userId}\`: for another, delete these files and eject again with \`--user-id\` (${others.join(', ')}). Add a foreign key from
   \`resets.user_id\` to your table, with \`on delete cascade\`. To try the examples before you rewrite them, create their table:

   \`\`\`sql
${indent(`${membersSql}ALTER TABLE "resets" ADD FOREIGN KEY ("user_id") REFERENCES "members" ON DELETE CASCADE;`)}
   \`\`\`

4. **Passwords.** \`lib/passwords/passwords.ts\` writes the hash. Your sign-in has to compare with \`isCorrect\`, which knows the hashes of
   other products too. Register and change passwords with \`checkAndHash\`.
5. **Settings.** \`DATABASE_URL\`, \`APP_URL\`, \`AUTH_SECRET\`, \`NEXT_SERVER_ACTIONS_ENCRYPTION_KEY\`, \`EMAIL_FROM\`, and \`SMTP_URL\` or
   \`RESEND_API_KEY\`. \`lib/env.ts\` says what is wrong with them when the server starts. Behind a proxy: \`TRUSTED_PROXIES\`.
6. **The worker.** \`instrumentation.ts\` starts it on a Node.js host; if you have that file, call \`startUp()\` of
   \`lib/web/start-up.ts\` there. Without it no email leaves. On Vercel it runs after each response.
7. **Your layout.** \`app/globals.css\` styles bare elements: import it in \`app/(auth)/layout.tsx\` if your pages have styles. Put \`<style>{toStyleSheet(brand.colours)}</style>\` of \`lib/brand.ts\` into the head. Name,
   colors and support address are in \`lib/brand.ts\`, all sentences in \`lib/words/\`. Once \`findUser\` of \`lib/web/reset-sessions.ts\` knows your sessions,
   some pages link to \`/account\`.
8. **Your headers.** None are set: Content-Security-Policy, HSTS and the like are yours. The pages need no source but your own. With a nonce, give it to that style.
9. **Cross-site requests.** Next.js compares Origin and Host of a server action; leave that on. A reset link is in a cookie that other
   sites cannot send with a POST (SameSite=Lax).

Don't log URLs of \`/reset-password/…\` and \`/not-me/…\`: they hold a link. In development:
\`logging: { incomingRequests: { ignore: [/^\\/(reset-password|not-me)\\//] } }\` in \`next.config.ts\`.
`;
}

function indent(text: string): string {
  return text.replaceAll('\t', '  ').replaceAll(/^(?=.)/gm, '   ');
}

/** The statements that a RECOVERY.md has. */
export function sqlIn(text: string): string {
  return /```sql\n(.*?)```/s.exec(text)?.[1] ?? '';
}
