/** Carries where to come back to along with a form. `next` is a local path, checked by lib/web/destination. */
export function NextField({ next }: { next: string | null | undefined }) {
  return next ? <input type="hidden" name="next" value={next} /> : null;
}
