import { setTimeout as sleep } from 'node:timers/promises';
import type { MailFault, Step } from '../conversation';
import { type Deployment, openDeployment } from '../deployment';
import { askPair } from '../pairs';
import { conclude, type Report, type Scenario, type Stage } from '../scenario';

const steps: Step[] = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', '.'];
const say = (at: Step, line: string): MailFault => ({ kind: 'say', at, line });

/** Every way in which a mail server fails. Null: no server listens. */
const faults: Record<string, MailFault | null> = {
  refused: null,
  '421 at the door': say('greeting', '421 too busy'),
  '450 greylisted': say('RCPT', '450 4.7.1 greylisted, come back later'),
  '550 no such mailbox': say('RCPT', '550 5.1.1 no such mailbox'),
  '535 sign-in refused': say('AUTH', '535 5.7.8 not accepted'),
  'a certificate of nobody': { kind: 'certificate' },
  'STARTTLS stripped': { kind: 'strip' },
  ...Object.fromEntries(steps.map((at) => [`silent at ${at}`, { kind: 'hang', at } as const])),
  'one byte a second': { kind: 'slow' },
  'dropped after DATA before 250': { kind: 'drop', at: '.' },
  'accepts, then dies': { kind: 'die' },
};

/** What `npm test` has time for. */
const few = ['450 greylisted', 'silent at RCPT', 'dropped after DATA before 250'];

export const mailServer: Scenario = {
  name: 'mail-server',
  runs: 1,
  play: (stage) => playMail(stage, stage.isShort ? few : Object.keys(faults)),
};

async function playMail(stage: Stage, names: string[]): Promise<Report> {
  const deployment = await openDeployment({
    databaseUrl: await stage.newDatabase(),
    instances: 1,
    isHurried: stage.isShort,
  });
  const recoveries: number[] = [];
  const notes: string[] = [];
  for (const name of Array.from({ length: stage.runs }, () => names).flat()) {
    recoveries.push(await strike(deployment, faults[name] ?? null, notes, name));
  }
  return conclude(deployment, {
    fault: `the mail server fails in ${names.length} ways`,
    runs: recoveries.length,
    recoveries,
    notes,
  });
}

/** Two users request a reset while the server is broken; then it is fixed, and their emails must arrive, or be recorded as failed. */
async function strike(deployment: Deployment, fault: MailFault | null, notes: string[], name: string): Promise<number> {
  const { message } = deployment;
  message.fault = fault;
  if (fault) message.hangUp();
  else await message.close();
  const asked = await Promise.all([askPair(deployment, { isSteady: true }), askPair(deployment, { isSteady: true })]);
  const reason = await waitForTrouble(deployment, asked[0] ?? '');
  const begun = Date.now();
  await message.heal();
  const ms = await deployment.recover();
  notes.push(
    `${name}: "${reason}"; delivered or ended ${((Date.now() - begun) / 1000).toFixed(1)} s after it was mended`,
  );
  return ms;
}

/** What the operator sees of it: the first error of an email, or that it has ended all the same. */
async function waitForTrouble({ sql }: Deployment, email: string): Promise<string> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    const [outboxEmail] = await sql`select state, last_error from outbox_emails where canonical = ${email}`;
    if (outboxEmail?.last_error) return outboxEmail.last_error;
    if (outboxEmail?.state === 'sent') return 'sent all the same';
  }
  return 'nothing within a minute';
}
