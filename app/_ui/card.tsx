import type { ReactNode } from 'react';
import { Heading } from './heading';

type CardProps = {
  title: string;
  lead?: ReactNode;
  /** What stands above the title: the steps of the way back in. */
  above?: ReactNode;
  /** What the page before has to say: shown under the title, before anything to do. */
  flash?: ReactNode;
  children?: ReactNode;
  /** A last line below the card, such as the way to another page. */
  below?: ReactNode;
};

/** One thing to do, with its heading. */
export function Card({ title, lead, above, flash, children, below }: CardProps) {
  return (
    <>
      <section className="card">
        {above}
        <Heading>{title}</Heading>
        {lead && <p className="lead">{lead}</p>}
        {flash}
        {children}
      </section>
      {below && <p className="below">{below}</p>}
    </>
  );
}
