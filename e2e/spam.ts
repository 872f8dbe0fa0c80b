import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { writeLetters } from './letters';

// `npm run spam`: what SpamAssassin thinks of every letter in every language, by the rules that it brings along (no network).
// Ends with 1 when a letter has more than half a point; mailboxes begin to doubt at about five.

const limit = 0.5;

try {
  const letters = await writeLetters();
  console.log('| letter | language | HTML | text | score | rules |\n|-|-|-|-|-|-|');
  let worst = Number.NEGATIVE_INFINITY;
  for (const letter of letters) {
    const { score, rules } = await judge(letter.raw);
    worst = Math.max(worst, score);
    const sizes = [letter.html, letter.text].map((part) => `${(Buffer.byteLength(part) / 1000).toFixed(1)} kB`);
    console.log(`| ${[letter.name, letter.locale, ...sizes, score.toFixed(1), rules].join(' | ')} |`);
  }
  console.log(`\n${letters.length} letters, the highest score is ${worst.toFixed(1)} (at most ${limit})`);
  process.exitCode = worst > limit ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function judge(raw: string): Promise<{ score: number; rules: string }> {
  const child = spawn('spamassassin', ['--local', '--test-mode'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const missing = new Promise<never>((_, refuse) =>
    child.on('error', () =>
      refuse(
        new Error('SpamAssassin is missing: apt-get install spamassassin (or your system’s package), then again.'),
      ),
    ),
  );
  // A program that is not there closes the pipe; the error above tells it better.
  child.stdin.on('error', () => undefined);
  child.stdin.end(raw);
  const judged = await Promise.race([text(child.stdout), missing]);
  const [, status = ''] = /^X-Spam-Status: (.*(?:\r?\n\s.*)*)/m.exec(judged) ?? [];
  const score = Number(/score=(-?[\d.]+)/.exec(status)?.[1]);
  if (Number.isNaN(score)) throw new Error(`SpamAssassin gave no score:\n${judged.slice(0, 500)}`);
  return { score, rules: /tests=(.*?)\s*(?:autolearn|version)/s.exec(status)?.[1]?.replace(/\s+/g, '') ?? '' };
}
