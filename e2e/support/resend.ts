import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

type Email = { id: string; key: string; to: string; text: string; tags: { name: string; value: string }[] };
type Refusal = { status: number; name: string; message?: string; headers?: Record<string, string> };

/** How the server handles the next requests: accepts them, leaves them unanswered (without or after accepting), or refuses them. */
export type Manner = 'take' | 'stall' | 'take and stall' | Refusal;

/** A fake of Resend's email API, with idempotency keys. Nothing leaves the machine. */
export type Resend = {
  settings: { RESEND_API_KEY: string; RESEND_BASE_URL: string };
  /** Accepted emails, one for each idempotency key. */
  emails: Email[];
  requests: { headers: IncomingHttpHeaders; body: Record<string, unknown> }[];
  manner: Manner;
  /** Called when a request is left unanswered. */
  onStall: () => void;
  stop(): Promise<void>;
};

/** Starts the fake on a free port of 127.0.0.1. */
export async function startResend(manner: Manner = 'take'): Promise<Resend> {
  const bodies = new Map<string, { id: string; body: string }>();
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? ((await json(request)) as Record<string, unknown>) : {};
    resend.requests.push({ headers: request.headers, body });
    if (request.headers.authorization !== `Bearer ${resend.settings.RESEND_API_KEY}`) {
      return refuse(response, { status: 401, name: 'invalid_api_key' });
    }
    const { manner } = resend;
    if (typeof manner === 'object') return refuse(response, manner);
    if (manner === 'stall') return resend.onStall();
    const key = String(request.headers['idempotency-key']);
    const earlier = bodies.get(key);
    if (earlier && earlier.body !== JSON.stringify(body)) {
      return refuse(response, { status: 409, name: 'invalid_idempotent_request' });
    }
    const id = earlier?.id ?? crypto.randomUUID();
    if (!earlier) {
      bodies.set(key, { id, body: JSON.stringify(body) });
      resend.emails.push({ ...body, id, key } as Email);
    }
    if (manner === 'take') answer(response, 200, { id });
    else resend.onStall();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const resend: Resend = {
    settings: { RESEND_API_KEY: 're_test_1', RESEND_BASE_URL: `http://127.0.0.1:${port}` },
    emails: [],
    requests: [],
    manner,
    onStall: () => {},
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return resend;
}

function refuse(response: ServerResponse, { status, name, message = 'no', headers }: Refusal): void {
  answer(response, status, { statusCode: status, name, message }, headers);
}

function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
