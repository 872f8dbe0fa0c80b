import bcrypt from 'bcryptjs';
import { matches, type Secrets, shorten, spend } from './imported/compare';
import { parse, writeBcrypt } from './imported/stored';
import { findRest, type Work } from './imported/work';
import { serve } from './thread';

// Runs in a worker thread: a hash takes a quarter of a second and would block the event loop.

export type HashJob =
  | { task: 'hash'; password: string; cost: number }
  /** `wanted`: what every comparison computes, whatever hash is stored. */
  | { task: 'compare'; password: string; stored: string; wanted: Work[]; secrets: Secrets };

serve(async (job: HashJob) => {
  switch (job.task) {
    case 'hash':
      return writeBcrypt('sha384', bcrypt.hashSync(shorten(job.password), job.cost));
    case 'compare': {
      const stored = parse(job.stored);
      const isMatch = stored !== null && (await matches(job.password, stored, job.secrets));
      for (const work of findRest(job.wanted, stored?.work ?? null)) await trySpend(work);
      return isMatch;
    }
  }
});

/** A work that can't be computed costs time and nothing else: it is part of every comparison. */
async function trySpend(work: Work): Promise<void> {
  try {
    await spend(work);
  } catch {
    // The hash that it came from can't be compared either.
  }
}
