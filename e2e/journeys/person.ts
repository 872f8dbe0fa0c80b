import { expect, type Locator, type Page } from '@playwright/test';

/** A user at a browser. The same methods with and without JavaScript. */
export class Person {
  constructor(
    readonly page: Page,
    readonly hasScripts: boolean,
  ) {}

  /** Opens a page, or the address of an email. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.settle();
  }

  /** Types into fields, by the name under which they are sent. */
  async fill(fields: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(fields)) await this.field(name).fill(value);
  }

  /** Types a new password: twice where there is no script to show it. */
  async choose(password: string, repeat = password): Promise<void> {
    await this.fill({ password, ...(this.hasScripts ? {} : { confirm: repeat }) });
  }

  /**
   * Presses a button that submits, and waits until its answer is shown. The focus is then somewhere, so that those who do
   * not see the page, or use no mouse, read on from there.
   * @returns the status of the answer
   */
  async press(name: string | RegExp, within: Page | Locator = this.page): Promise<number> {
    const answered = this.page.waitForResponse((response) => response.request().method() === 'POST');
    await within.getByRole('button', { name, exact: true }).click();
    const status = (await answered).status();
    await expect(this.page.getByRole('button', { name: 'One moment…' })).toHaveCount(0);
    await this.settle();
    if (this.hasScripts) await expect(this.page.locator(':focus')).toHaveCount(1);
    return status;
  }

  /** Opens what is folded away behind a line, if it is not open already. */
  async unfold(title: string): Promise<void> {
    const closed = this.page.locator('details:not([open]) > summary').filter({ hasText: title });
    if ((await closed.count()) > 0) await closed.click();
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.open('/login');
    await this.fill({ email, password });
    await this.press('Sign in');
  }

  /** The page on which one is, by its path and its heading. The sign-in page may know where to come back to. */
  async expectPage(path: string, heading: string): Promise<void> {
    await expect(this.page).toHaveURL(new RegExp(`^https?://[^/]+${path}(\\?(next=[^&]+|from=email&at=\\d+))?$`));
    await expect(this.heading).toHaveText(heading);
    await this.settle();
  }

  /** Signed in, by the front door. */
  async expectSignedIn(email: string): Promise<void> {
    await this.open('/account');
    await this.expectPage('/account', 'Your account');
    await expect(this.page.locator('main')).toContainText(email);
  }

  async expectSignedOut(): Promise<void> {
    await this.open('/account');
    await this.expectPage('/login', 'Sign in');
  }

  /** What the page says about the whole of it: a refusal or an outcome. */
  get notice(): Locator {
    return this.page.locator('.notice:visible');
  }

  /** The sentence beside a refused field, wired to it by its id. */
  refusal(name: string): Locator {
    return this.page.locator(`#${name}-error`);
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  field(name: string): Locator {
    return this.page.locator(`input[name="${name}"]:not([type="hidden"])`);
  }

  /** Until the script has taken over every form; at once where there is none. A press before that works too, but loads a page. */
  async settle(): Promise<void> {
    await this.page.waitForLoadState('load');
    if (!this.hasScripts) return;
    // Asked within the page, at each frame: to ask from here costs a fixed rest between two looks.
    // The title of a page that a script has fetched may come after its content.
    await this.page.waitForFunction(
      () =>
        document.title !== '' &&
        [...document.querySelectorAll('form, h1')].every((node) =>
          Object.keys(node).some((key) => key.startsWith('__react')),
        ),
    );
  }
}
