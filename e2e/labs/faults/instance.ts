import { type Child, findCommand, startChild } from '../../support/child';
import { atEnd } from '../../support/ending';
import { waitUntilReady } from '../../support/site';

/** One process of the application. It can be ended in every way, and started again on the same port. */
export class Instance {
  isUp = false;
  #child: Child | undefined;
  readonly #printed: string[] = [];

  constructor(
    readonly port: number,
    public settings: Record<string, string>,
  ) {
    // Also when nobody comes to an orderly end.
    atEnd(() => this.stop().then(() => undefined));
  }

  async start(): Promise<void> {
    const env = {
      ...process.env,
      PORT: String(this.port),
      ...this.settings,
      NODE_ENV: 'production' as const,
    };
    const dir = this.settings.E2E_SITE_DIR ?? process.env.E2E_SITE_DIR ?? process.cwd();
    const child = startChild(findCommand('next'), ['start', dir], env, (text) => this.#note(text));
    this.#child = child;
    const ended = child.ended.then((code) => {
      if (this.#child === child) this.isUp = false;
      throw new Error(`An instance ended (${code}) before it was ready:\n${this.output()}`);
    });
    ended.catch(() => undefined);
    await Promise.race([ended, this.waitUntilReady()]);
    this.isUp = true;
  }

  waitUntilReady(): Promise<void> {
    return waitUntilReady(`http://localhost:${this.port}/api/health/ready`);
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.isUp = false;
    await this.#child?.kill();
  }

  /** SIGTERM. Returns the exit code, and how long it took. */
  async stop(): Promise<{ code: number | string; ms: number }> {
    const begun = Date.now();
    await this.#child?.stop();
    this.isUp = false;
    return { code: (await this.#child?.ended) ?? 0, ms: Date.now() - begun };
  }

  /** The end of what it has printed. */
  output(): string {
    return this.#printed.join('').slice(-20_000);
  }

  #note(text: string): void {
    this.#printed.push(text);
    if (this.#printed.length > 500) this.#printed.shift();
  }
}
