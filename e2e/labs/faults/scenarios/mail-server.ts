import { setTimeout as sleep } from 'node:timers/promises';
import type { MailFault, Step } from '../conversation';
import { type Deployment, openDeployment } from '../deployment';
import { requestPair } from '../pairs';
import { finishScenario, type Report, type Scenario, type Stage } from '../scenario';

const steps: Step[] = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', '.'];
const reply = (at: Step, line: string): MailFault => ({ kind: 'reply', at, line });

/** The ways in which the mail server fails. Null: no server listens. */
const faults: Record<string, MailFault | null> = {
  refused: null,
  '421 at the greeting': reply('greeting', '421 too busy'),
  '450 greylisted': reply('RCPT', '450 4.7.1 greylisted, come back later'),
  '550 no such mailbox': reply('RCPT', '550 5.1.1 no such mailbox'),
  '535 sign-in refused': reply('AUTH', '535 5.7.8 not accepted'),
  'an untrusted certificate': { kind: 'certificate' },
  'STARTTLS stripped': { kind: 'strip' },
  ...Object.fromEntries(steps.map((at) => [`silent at ${at}`, { kind: 'hang', at } as const])),
  'one byte a second': { kind: 'slow' },
  'dropped after DATA before 250': { kind: 'drop', at: '.' },
  'accepts, then dies': { kind: 'die' },
};

/** The selection for `npm test`. */
const shortSelection = ['450 greylisted', 'silent at RCPT', 'dropped after DATA before 250'];

export const mailServer: Scenario = {
  name: 'mail-server',
  runs: 1,
  play: (stage) => playMail(stage, stage.isShort ? shortSelection : Object.keys(faults)),
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
  return finishScenario(deployment, {
    fault: `the mail server fails in ${names.length} ways`,
    runs: recoveries.length,
    recoveries,
    notes,
  });
}

/** Two users request a reset while the server is broken; then it is fixed, and their emails must arrive or be recorded as failed. */
async function strike(deployment: Deployment, fault: MailFault | null, notes: string[], name: string): Promise<number> {
  const { mailServer } = deployment;
  mailServer.fault = fault;
  if (fault) mailServer.hangUp();
  else await mailServer.close();
  const known = await Promise.all([
    requestPair(deployment, { isSteady: true }),
    requestPair(deployment, { isSteady: true }),
  ]);
  const reason = await waitForReason(deployment, known[0] ?? '');
  const begun = Date.now();
  await mailServer.removeFault();
  const ms = await deployment.recover();
  notes.push(
    `${name}: "${reason}"; delivered or ended ${((Date.now() - begun) / 1000).toFixed(1)} s after it was fixed`,
  );
  return ms;
}

/** What an operator sees: the first error of an email, or that it was sent despite the fault. */
async function waitForReason({ sql }: Deployment, email: string): Promise<string> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    const [row] = await sql`select state, last_error from outbox_emails where canonical = ${email}`;
    if (row?.last_error) return row.last_error;
    if (row?.state === 'sent') return 'sent despite the fault';
  }
  return 'nothing within a minute';
}
