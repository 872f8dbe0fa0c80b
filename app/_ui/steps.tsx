import type { Words } from '@/lib/words';

const order = ['ask', 'open', 'choose', 'sign-in'] as const;

/** Where one is on the way back in. The heading below it names the step. */
export function Steps({ at, words }: { at: (typeof order)[number]; words: Words['steps'] }) {
  const current = order.indexOf(at);
  return (
    <div className="steps">
      <p>{words.at(current + 1, order.length)}</p>
      <div aria-hidden="true">
        {order.map((step, index) => (
          <i key={step} data-done={index <= current ? '' : undefined} />
        ))}
      </div>
    </div>
  );
}
