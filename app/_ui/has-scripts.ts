import { useSyncExternalStore } from 'react';

/** Whether JavaScript runs: not on the server, nor while its page is taken over. */
export function useHasScripts(): boolean {
  return useSyncExternalStore(subscribeToNothing, yes, no);
}

const subscribeToNothing = () => () => {};
const yes = () => true;
const no = () => false;
