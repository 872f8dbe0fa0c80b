/** An email address that breaks before its domain, when it has to, and runs from left to right in every language. */
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

/** A sentence whose addresses break before their domains, when they have to. */
export function Sentence({ children }: { children: string }) {
  const domain = children.search(/(?<=\S@)\S/);
  if (domain < 0) return children;
  return (
    <>
      {children.slice(0, domain)}
      <wbr />
      <Sentence>{children.slice(domain)}</Sentence>
    </>
  );
}
