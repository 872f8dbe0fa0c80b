import { randomBytes, randomInt } from 'node:crypto';
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';

/** A response of the site. `text` is the visible text of the body, without scripts and tags. */
export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  setCookies: string[];
  body: string;
  text: string;
  path: string;
  query: string;
};

type RequestOptions = {
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The request target, if it differs from the path. */
  target?: string;
};

/** What people tell of themselves when they register, in tests to which it is all the same. */
export const profile = { name: 'Ada Lovelace' };

/**
 * A browser without JavaScript: it has a cookie jar and an IP network, and submits forms as a browser does.
 * Methods follow redirects and store the final page in `page`, unless they say otherwise.
 */
export class Client {
  readonly jar = new Map<string, string>();
  page: Answer = { status: 0, headers: {}, setCookies: [], body: '', text: '', path: '/', query: '' };
  readonly base: string;
  /** Called with every response, including redirects. */
  onAnswer: (answer: Answer) => void = () => undefined;

  /** @param network the client address in X-Forwarded-For, as from a trusted proxy; a random one by default */
  constructor(
    readonly network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
    base = process.env.E2E_BASE_URL ?? '',
  ) {
    this.base = base;
  }

  /** REG: registers; ends on "check your inbox" or on the refused form. */
  async register(who: { name?: string; email: string; password: string }): Promise<Answer> {
    await this.open('/register');
    return this.submit({ ...profile, ...who });
  }

  /** LOGIN: signs in; ends on /account or on the refused form. */
  async signIn(email: string, password: string): Promise<Answer> {
    await this.open('/login');
    return this.submit({ email, password });
  }

  /** FORGOT: requests a reset; ends on "check your inbox" or on the refused form. */
  async forgot(email: string): Promise<Answer> {
    await this.open('/forgot-password');
    return this.submit({ email });
  }

  /** SET: sends a new password with the open form. */
  async setPassword(password: string): Promise<Answer> {
    if (!this.page.path.startsWith('/reset-password')) await this.open('/reset-password');
    return this.submit({ password });
  }

  /** CHANGE: the password of the signed-in user. */
  async changePassword(currentPassword: string, password: string): Promise<Answer> {
    await this.open('/account/password');
    return this.submit({ currentPassword, password });
  }

  /** CHANGEMAIL: requests an address change while signed in. */
  async changeEmail(currentPassword: string, email: string): Promise<Answer> {
    await this.open('/account/email');
    return this.submit({ email, currentPassword });
  }

  /** DELETE: the account of the signed-in user. */
  async deleteAccount(currentPassword: string): Promise<Answer> {
    await this.open('/account/delete');
    return this.submit({ currentPassword });
  }

  /** ME: the address of the signed-in user; null without a session. */
  async me(): Promise<string | null> {
    const answer = await this.send('GET', '/account');
    const shown = /<strong class="address">(.*?)<\/strong>/.exec(answer.body)?.[1];
    return shown === undefined ? null : readable(shown);
  }

  /** Opens a path or a URL, such as a link in an email, and follows redirects. */
  async open(address: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.follow(await this.send('GET', address, { headers }));
  }

  /** Submits the form that has these fields as multipart/form-data, with its hidden fields, and follows redirects. */
  async submit(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.follow(await this.press(fields, headers));
  }

  /** Submits the form as `submit` does, without following redirects: `page` stays, so the form can be sent again. */
  press(
    fields: Record<string, string>,
    headers: Record<string, string> = {},
    query = this.page.query,
  ): Promise<Answer> {
    const hidden = this.findForm(Object.keys(fields)).filter(([name]) => !(name in fields));
    return this.post(this.page.path + query, [...hidden, ...Object.entries(fields)], headers);
  }

  /** Submits the form as a browser with JavaScript does: as a server action call. `page` stays. */
  call(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const called = this.callFields(fields);
    return this.post(this.page.path, called.fields, { ...called.headers, ...headers });
  }

  /** The headers and fields that `call` sends. */
  callFields(fields: Record<string, string>): { headers: Record<string, string>; fields: [string, string][] } {
    const hidden = new Map(this.findForm(Object.keys(fields)));
    const action = /"id":"(\w+)"/.exec([...hidden.values()].join())?.[1] ?? '';
    const typed = [...new Map([...hidden, ...Object.entries(fields)])].filter(([name]) => !name.startsWith('$'));
    const parts = typed.map(([name, value]): [string, string] => [`_1_${name}`, value]);
    const state = '{"values":{},"errors":{},"attempt":0}';
    return {
      headers: { 'Next-Action': action, Accept: 'text/x-component' },
      fields: [...parts, ['0', `[${state},"$K1"]`]],
    };
  }

  /** Posts any body to the path of the open page. `page` stays. */
  sendBody(body: string | undefined, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', this.page.path, {
      headers: { Origin: this.base, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Presses the button of a form without fields, by its label, and follows redirects. */
  async pressButton(label: string): Promise<Answer> {
    const hidden = this.hiddenOf((inner) => inner.includes(label), `the button ${label}`);
    return this.follow(await this.post(this.page.path + this.page.query, hidden));
  }

  /** The hidden fields of the form that has all of these fields. */
  findForm(names: string[]): [string, string][] {
    const isIt = (inner: string) => names.every((name) => name === 'confirm' || inner.includes(`name="${name}"`));
    return this.hiddenOf(isIt, `the fields ${names.join(', ')}`);
  }

  private hiddenOf(isIt: (inner: string) => boolean, what: string): [string, string][] {
    const forms = [...this.page.body.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(([, inner = '']) => inner);
    const form = forms.find(isIt);
    if (form === undefined)
      throw new Error(
        `No form on ${this.page.path} (${this.page.status}) has ${what}: ${this.page.text.slice(0, 300)}`,
      );
    return [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      attribute(input, 'name'),
      attribute(input, 'value'),
    ]);
  }

  /** Posts fields without following redirects. */
  post(
    path: string,
    fields: Iterable<[string, string]>,
    headers: Record<string, string> = {},
    target?: string,
  ): Promise<Answer> {
    const boundary = `----client${randomBytes(8).toString('hex')}`;
    const parts = [...fields].map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return this.send('POST', path, {
      headers: { Origin: this.base, 'Content-Type': `multipart/form-data; boundary=${boundary}`, ...headers },
      body: `${parts.join('')}--${boundary}--\r\n`,
      ...(target && { target }),
    });
  }

  /** Sends one request with the cookies of the jar. An empty header value removes that header. */
  send(method: string, address: string, { headers = {}, body, target }: RequestOptions = {}): Promise<Answer> {
    const url = new URL(address, this.base);
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = {
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'X-Forwarded-For': this.network,
      ...(cookie ? { Cookie: cookie } : {}),
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    return new Promise((resolve, reject) => {
      const { request: openRequest } = url.protocol === 'https:' ? https : http;
      // The certificate of terminateTls() is self-signed.
      const options = {
        method,
        headers: sent,
        agent: false as const,
        rejectUnauthorized: false,
        ...(target && { path: target }),
      };
      const request = openRequest(url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const setCookies = response.headers['set-cookie'] ?? [];
          this.keep(setCookies);
          const answer = {
            status: response.statusCode ?? 0,
            headers: response.headers,
            setCookies,
            body: text,
            text: readable(text),
            path: url.pathname,
            query: url.search,
          };
          this.onAnswer(answer);
          resolve(answer);
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  private async follow(answer: Answer): Promise<Answer> {
    let last = answer;
    for (let hops = 0; hops < 5 && last.status >= 300 && last.status < 400; hops++) {
      last = await this.send('GET', last.headers.location ?? '/');
    }
    this.page = last;
    return last;
  }

  private keep(setCookies: string[]): void {
    for (const cookie of setCookies) {
      const [pair = '', ...attributes] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const isGone = value === '' || attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
      if (isGone) this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }
}

function attribute(tag: string, name: string): string {
  return decodeEntities(new RegExp(` ${name.replace('$', '\\$')}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function readable(body: string): string {
  return decodeEntities(body.replace(/<(script|style|noscript)\b.*?<\/\1>|<wbr\/?>/gs, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
