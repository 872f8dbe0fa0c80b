import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const readme = fileURLToPath(new URL('./README.md', import.meta.url));

/** What a bench says: printed as it comes, and at the end put into a section of the README if that is wanted. */
export class Report {
  private readonly lines: string[] = [];

  say(...lines: string[]): void {
    for (const line of lines) {
      this.lines.push(line);
      console.log(`${line}\n`);
    }
  }

  /** Replaces what stands between `<!-- name -->` and `<!-- end of name -->`. */
  async keepAs(name: string): Promise<void> {
    const text = await readFile(readme, 'utf8');
    const [from, to] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [head = '', rest = ''] = text.split(from);
    const [, tail = ''] = rest.split(to);
    if (!tail) throw new Error(`The README has no section ${from} … ${to}.`);
    await writeFile(readme, `${head}${from}\n\n${this.lines.join('\n\n')}\n\n${to}${tail}`);
  }
}
