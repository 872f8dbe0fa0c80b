import { type Attack, type AttackTally, attackKinds, networksOf, startAttack } from '../../support/attack';
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
        /** How many requests of each kind are sent at once: what is quickly refused goes on while others wait for a hash. */
        lanes: number;
        /** Of each kind. */
        atMost: number;
        /** The page of the stranger's own reset link, whose form is posted without a link. */
        ownPage: Answer;
        /** One of the IPv4 networks. */
        network: string;
      };
    }
  | { look: true }
  | { stop: true };

let attacks: Attack[] = [];

serve<AttackOrder, AttackTally>(async (order) => {
  if ('begin' in order) {
    const { seed, ownPage, network, ...plan } = order.begin;
    const ownForm = new Client(undefined, plan.base);
    ownForm.page = ownPage;
    // The same networks for all kinds, also when the attack begins again.
    attacks = await Promise.all(
      attackKinds.map((kind) => {
        const random = seeded(`${seed} ${kind}`);
        const pick = networksOf(seeded(seed));
        // A twentieth of the requests come from the network of an owner.
        const networks = () => (random.whole(20) ? pick() : network);
        return startAttack({ ...plan, kinds: [kind], ownForm, random, networks });
      }),
    );
  }
  if ('stop' in order) await Promise.all(attacks.map((attack) => attack.stop()));
  return Object.assign({}, ...attacks.map((attack) => attack.tally()));
});
