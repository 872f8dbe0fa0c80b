import type { ReactNode } from 'react';
import { Heading } from './heading';

type CardProps = {
  title: string;
  lead?: ReactNode;
  /** What stands above the title: the steps of the way back in. */
  above?: ReactNode;
  /** What the page before has to say: shown under the title, before anything to do. */
  flash?: ReactNode;
  /** A dead end, or what was done. There is no next step, so the picture of the Return key is hidden. */
  isEnd?: boolean;
  children?: ReactNode;
  /** A last line below the card, such as the way to another page. */
  below?: ReactNode;
};

/** One thing to do, with its heading. */
export function Card({ title, lead, above, flash, isEnd = false, children, below }: CardProps) {
  return (
    <>
      <section className="card" data-end={isEnd ? '' : undefined}>
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
