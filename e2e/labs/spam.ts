import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { type OutboxEmail, writeEmails } from '../support/outbox-emails';

// `npm run spam`: what SpamAssassin thinks of every email in every language, by the rules that it brings along (no network).
// Ends with 1 when an email has more than half a point; mailboxes begin to doubt at about five.

const limit = 0.5;

try {
  const outboxEmails = await writeEmails();
  const judged = await judge(outboxEmails);
  console.log('| email | language | HTML | text | score | rules |\n|-|-|-|-|-|-|');
  outboxEmails.forEach((outboxEmail, place) => {
    const sizes = [outboxEmail.html, outboxEmail.text].map(
      (part) => `${(Buffer.byteLength(part) / 1000).toFixed(1)} kB`,
    );
    const { score, rules } = judged[place] ?? { score: Number.NaN, rules: '' };
    console.log(`| ${[outboxEmail.name, outboxEmail.locale, ...sizes, score.toFixed(1), rules].join(' | ')} |`);
  });
  const worst = Math.max(...judged.map(({ score }) => score));
  console.log(`\n${outboxEmails.length} emails, the highest score is ${worst.toFixed(1)} (at most ${limit})`);
  process.exitCode = worst <= limit ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** All at once, as a mailbox file: the program takes a second to start. */
async function judge(outboxEmails: OutboxEmail[]): Promise<{ score: number; rules: string }[]> {
  const child = spawn('spamassassin', ['--local', '--test-mode', '--mbox'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const missing = new Promise<never>((_, refuse) =>
    child.on('error', () =>
      refuse(
        new Error('SpamAssassin is missing. Install it (Debian: apt-get install spamassassin) and run this again.'),
      ),
    ),
  );
  // A program that is not there closes the pipe; the error above tells it better.
  child.stdin.on('error', () => undefined);
  child.stdin.end(
    outboxEmails.map(({ raw }) => `From nobody Tue Nov  3 14:02:00 2026\n${raw.replaceAll('\r\n', '\n')}\n`).join(''),
  );
  const answer = await Promise.race([text(child.stdout), missing]);
  const verdicts = [...answer.matchAll(/^X-Spam-Status: (.*(?:\n[ \t].*)*)/gm)].map(([, verdict = '']) => ({
    score: Number(/score=(-?[\d.]+)/.exec(verdict)?.[1]),
    rules: /tests=(.*?)\s*(?:autolearn|version)/s.exec(verdict)?.[1]?.replace(/\s+/g, '') ?? '',
  }));
  if (verdicts.length !== outboxEmails.length)
    throw new Error(
      `SpamAssassin judged ${verdicts.length} of ${outboxEmails.length} emails:\n${answer.slice(0, 500)}`,
    );
  return verdicts;
}
