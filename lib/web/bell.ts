import { after } from 'next/server';
import { deliverDue } from '@/lib/delivery';
import { env } from '@/lib/env';
import { ring as ringWorker } from '@/lib/worker';

/** Lets the outbox know that a letter is waiting: the loop of a Node host, or on serverless this very process, after its answer. */
export function ring(): void {
  if (env().VERCEL) after(() => deliverDue());
  else ringWorker();
}
