import { account } from './account';
import { emails } from './emails';
import { failures } from './failures';
import { joining } from './joining';
import { objecting } from './objecting';
import { recovering } from './recovering';
import { backing, securing, waiting } from './securing';
import type { Walk } from './walk';
import { wayBack } from './way-back';

/** Every screen in every state. */
export const everything: Walk = async (page, show, words) => {
  for (const walk of [joining, wayBack, recovering, objecting, account, securing, backing, waiting, failures, emails])
    await walk(page, show, words);
};
