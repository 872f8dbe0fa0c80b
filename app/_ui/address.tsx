/** An e-mail address that breaks before its domain, when it has to, and runs from left to right in every language. */
export function Address({ of }: { of: string }) {
  const at = of.lastIndexOf('@') + 1;
  return (
    <bdi dir="ltr">
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </bdi>
  );
}
