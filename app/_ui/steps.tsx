import type { Words } from '@/lib/words';

const order = ['ask', 'open', 'choose'] as const;

/** Where one is on the way back in: three small keys, the present one lit. */
export function Steps({ at, words }: { at: (typeof order)[number]; words: Words['steps'] }) {
  const present = order.indexOf(at);
  return (
    <ol className="steps" aria-label={words.label}>
      {order.map((step, index) => (
        <li key={step} aria-current={step === at ? 'step' : undefined} data-done={index < present ? '' : undefined}>
          {words[step]}
          {index < present && <span className="unseen"> ({words.done})</span>}
        </li>
      ))}
    </ol>
  );
}
