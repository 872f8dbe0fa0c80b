const strokes = {
  attention: 'M8 4.2v4.6M8 11.4v.4',
  done: 'M4.2 8.4l2.6 2.6 5-5.8',
  out: 'M5.5 3.5h7v7M12 4l-8.2 8.2',
  return: 'M13 3.5v3.2A2.3 2.3 0 0 1 10.7 9H3.5M6.6 5.8 3.4 9l3.2 3.2',
};

/** A decorative icon beside a text, hidden from screen readers. */
export function Icon({ name }: { name: keyof typeof strokes }) {
  return (
    <svg className="icon" data-name={name} viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
      {(name === 'attention' || name === 'done') && <circle cx="8" cy="8" r="7.1" />}
      <path d={strokes[name]} />
    </svg>
  );
}
