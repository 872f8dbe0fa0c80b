import { type Child, findCommand, startChild } from '../../support/child';
import { atEnd } from '../../support/ending';
import { waitUntilReady } from '../../support/site';

/** One process of the application, which can be stopped or killed and started again on the same port. */
export class Instance {
  isUp = false;
  #child: Child | undefined;
  readonly #printed: string[] = [];

  constructor(
    readonly port: number,
    public settings: Record<string, string>,
  ) {
    // Also after an aborted scenario.
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
    const child = startChild(findCommand('next'), ['start', dir], env, (text) => this.#record(text));
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

  /** SIGTERM. Returns the exit code and the milliseconds that the shutdown took. */
  async stop(): Promise<{ code: number | string; ms: number }> {
    const begun = Date.now();
    await this.#child?.stop();
    this.isUp = false;
    return { code: (await this.#child?.ended) ?? 0, ms: Date.now() - begun };
  }

  /** The last 20,000 characters of its output. */
  output(): string {
    return this.#printed.join('').slice(-20_000);
  }

  #record(text: string): void {
    this.#printed.push(text);
    if (this.#printed.length > 500) this.#printed.shift();
  }
}
