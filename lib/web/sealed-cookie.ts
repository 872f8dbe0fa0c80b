import { decode, encode } from 'next-auth/jwt';
import type * as z from 'zod';
import { type CookieName, dropCookie, readCookie, writeCookie } from './cookies';
import { sessionSecrets } from './session-cookie';

/**
 * A cookie that this browser keeps and cannot read: encrypted by next-auth, as the session cookie is.
 * @param salt gives it a key of its own. Another one would end every cookie that is out there
 */
export function sealedCookie<Content extends z.ZodType<Record<string, unknown>>>(
  name: CookieName,
  salt: string,
  content: Content,
  lifeSeconds: number,
) {
  return {
    async write(token: z.input<Content>): Promise<void> {
      const sealed = await encode({ token, secret: sessionSecrets(), salt, maxAge: lifeSeconds });
      await writeCookie(name, sealed, lifeSeconds);
    },
    /** Null when there is none, or it has expired or is not ours. */
    async read(): Promise<z.output<Content> | null> {
      const token = await readCookie(name);
      // decode() throws for a cookie that is not ours.
      const given = token && (await decode({ token, secret: sessionSecrets(), salt }).catch(() => null));
      return content.safeParse(given).data ?? null;
    },
    drop: () => dropCookie(name),
  };
}
