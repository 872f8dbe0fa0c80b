import type { Words } from './index';

/** "Firefox on Linux", as rows keep it, in the language of the reader. */
export function sayDevice({ device: join, unknownDevice }: Words, device: string): string {
  const [, browser, system] = /^(.+) on (.+)$/.exec(device) ?? [];
  return browser && system ? join(browser, system) : device || unknownDevice;
}
