/** The application that takes the recovery: all it has of its own is a sign-in. */
export default function HomePage() {
  return <a href="/login">Sign in to the club</a>;
}
