import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { listSampleEmails, type SampleEmail } from '../support/sample-emails';

// `npm run spam` scores every email template in every language with SpamAssassin and its local rules (no network).
// Exits with code 1 when an email scores above 0.5 points; mail providers get suspicious at about five.

const limit = 0.5;

try {
  const samples = await listSampleEmails();
  const verdicts = await score(samples);
  console.log('| email | language | HTML | text | score | rules |\n|-|-|-|-|-|-|');
  samples.forEach((sample, index) => {
    const sizes = [sample.html, sample.text].map((part) => `${(Buffer.byteLength(part) / 1000).toFixed(1)} kB`);
    const { score, rules } = verdicts[index] ?? { score: Number.NaN, rules: '' };
    console.log(`| ${[sample.name, sample.locale, ...sizes, score.toFixed(1), rules].join(' | ')} |`);
  });
  const worst = Math.max(...verdicts.map(({ score }) => score));
  console.log(`\n${samples.length} emails, the highest score is ${worst.toFixed(1)} (at most ${limit})`);
  process.exitCode = worst <= limit ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Scores all emails in one run, as an mbox file, because SpamAssassin takes a second to start. */
async function score(samples: SampleEmail[]): Promise<{ score: number; rules: string }[]> {
  const child = spawn('spamassassin', ['--local', '--test-mode', '--mbox'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const missing = new Promise<never>((_, refuse) =>
    child.on('error', () =>
      refuse(
        new Error('SpamAssassin is missing. Install it (Debian: apt-get install spamassassin) and run this again.'),
      ),
    ),
  );
  // A missing program also breaks the pipe; the error above explains it better.
  child.stdin.on('error', () => undefined);
  child.stdin.end(
    samples.map(({ raw }) => `From nobody Tue Nov  3 14:02:00 2026\n${raw.replaceAll('\r\n', '\n')}\n`).join(''),
  );
  const answer = await Promise.race([text(child.stdout), missing]);
  const verdicts = [...answer.matchAll(/^X-Spam-Status: (.*(?:\n[ \t].*)*)/gm)].map(([, verdict = '']) => ({
    score: Number(/score=(-?[\d.]+)/.exec(verdict)?.[1]),
    rules: /tests=(.*?)\s*(?:autolearn|version)/s.exec(verdict)?.[1]?.replace(/\s+/g, '') ?? '',
  }));
  if (verdicts.length !== samples.length)
    throw new Error(`SpamAssassin scored ${verdicts.length} of ${samples.length} emails:\n${answer.slice(0, 500)}`);
  return verdicts;
}
