import { redirect } from 'next/navigation';
import { auth } from '../../auth.mjs';

async function ask(form) {
  'use server';
  await auth.api.requestPasswordReset({ body: { email: form.get('email'), redirectTo: '/reset' } });
  redirect(`/sent?email=${encodeURIComponent(form.get('email'))}`);
}

export default function Page() {
  return (
    <form action={ask}>
      <input name="email" />
      <button type="submit">Send</button>
    </form>
  );
}
