export default async function Page({ searchParams }) {
  const { email } = await searchParams;
  return (
    <main>
      <h1>Check your inbox</h1>
      <p>If {email} has an account, a link is on its way.</p>
    </main>
  );
}
