import type { OpenId } from '../../support/openid';
import { account } from './account';
import { emails } from './emails';
import { failures } from './failures';
import { identifying } from './identifying';
import { joining } from './joining';
import { objecting } from './objecting';
import { recovering } from './recovering';
import { backing, securing, waiting } from './securing';
import type { Walk } from './walk';
import { wayBack } from './way-back';

/** Every screen in every state. @param provider the service with which one can sign in there */
export const everything =
  (provider: OpenId): Walk =>
  async (page, show, words) => {
    const ofAccount = [account, securing, backing, waiting, identifying(provider)];
    for (const walk of [joining, wayBack, recovering, objecting, ...ofAccount, failures, emails])
      await walk(page, show, words);
  };
