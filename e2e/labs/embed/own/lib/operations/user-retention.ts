import type { ended } from '@/lib/operations/ended';

// What the regular sweep removes of your tables.

export const userRules: ReturnType<typeof ended>[] = [];

export const erasedAtOnce = 100;

/** Erases accounts whose time has come. @returns how many */
export async function eraseDeleted(): Promise<number> {
  return 0;
}
