import type { NextRequest } from 'next/server';
import { handlers } from '@/lib/web/auth';
import { explainFailure } from '@/lib/web/provider-answer';

export const { POST } = handlers;

export async function GET(request: NextRequest): Promise<Response> {
  const answer = await handlers.GET(request);
  return (await explainFailure(request, answer)) ?? answer;
}
