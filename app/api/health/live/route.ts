/** This process answers. */
export async function GET(): Promise<Response> {
  return Response.json({ status: 'live' }, { headers: { 'Cache-Control': 'no-store' } });
}
