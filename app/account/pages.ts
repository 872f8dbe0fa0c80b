import type { Words } from '@/lib/words';

type Page = { href: string; name: Exclude<keyof Words['account']['nav'], 'label'> };

/** The pages of an account beside each other. Without second factors: delete the folder `security`, and its line here. */
export const pages: readonly Page[] = [
  { href: '/account', name: 'overview' },
  { href: '/account/password', name: 'password' },
  { href: '/account/security', name: 'security' },
  { href: '/account/sessions', name: 'sessions' },
  { href: '/account/activity', name: 'activity' },
];

/** Whether second factors and passkeys can be enrolled. */
export const hasSecurity = pages.some(({ name }) => name === 'security');
