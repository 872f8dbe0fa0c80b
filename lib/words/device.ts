import type { Words } from './index';

/** Translates a stored device, such as "Firefox on Linux". */
export function sayDevice({ device: join, unknownDevice }: Words, device: string): string {
  const [, browser, system] = /^(.+) on (.+)$/.exec(device) ?? [];
  return browser && system ? join(browser, system) : device || unknownDevice;
}
