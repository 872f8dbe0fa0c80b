import { type Attack, type AttackTally, networksOf, startAttack } from '../../support/attack';
import { type Answer, Client } from '../../support/client';
import { serve } from '../bench/helpers';
import { seeded } from '../faults/random';

// The stranger, in a process of its own, so that its work does not delay the clients of the owners.

export type AttackOrder =
  | {
      begin: {
        base: string;
        seed: string;
        victims: [string, ...string[]];
        knowsAll: boolean;
        lanes: number;
        atMost: number;
        /** The page of the stranger's own reset link, whose form is posted without a link. */
        ownPage: Answer;
        /** One of the IPv4 networks. */
        network: string;
      };
    }
  | { look: true }
  | { stop: true };

let attack: Attack | undefined;

serve<AttackOrder, AttackTally>(async (order) => {
  if ('begin' in order) {
    const { seed, ownPage, network, ...plan } = order.begin;
    const random = seeded(seed);
    const ownForm = new Client(undefined, plan.base);
    ownForm.page = ownPage;
    const pick = networksOf(seeded('networks'));
    // A twentieth of the requests come from the network of an owner.
    const networks = () => (random.whole(20) ? pick() : network);
    attack = await startAttack({ ...plan, ownForm, random, networks });
  }
  if ('stop' in order) await attack?.stop();
  return attack?.tally() ?? {};
});
