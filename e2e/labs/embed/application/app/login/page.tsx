import { readTicket } from '@/lib/web/ticket';

/** A sign-in that has nothing of ours but the hash, and the address that a reset hands over. */
export default async function LoginPage() {
  const { email, outcome } = await readTicket();
  return (
    <form action="/enter" method="post">
      {outcome === 'password-changed' && <p role="status">Your password is new.</p>}
      <label>
        Email <input name="mail" defaultValue={email} />
      </label>
      <label>
        Password <input name="secret" type="password" />
      </label>
      <button type="submit">Enter the club</button>
      <a href="/forgot-password">Forgot password?</a>
    </form>
  );
}
