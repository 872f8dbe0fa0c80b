/** Where password managers send people (W3C, A Well-Known URL for Changing Passwords). */
export async function GET(): Promise<Response> {
  return new Response(null, { status: 303, headers: { Location: '/account/password' } });
}
