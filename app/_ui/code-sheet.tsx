/** Recovery codes, one on a line. */
export function CodeSheet({ codes, label }: { codes: readonly string[]; label: string }) {
  return (
    <ol className="codes" aria-label={label}>
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ol>
  );
}
