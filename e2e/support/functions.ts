import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startChild } from './child';
import { FunctionHost, type Pairs, type Reply } from './function';
import { prepareSite } from './second-site';

/** The build as functions of a platform such as Vercel. */
export type Functions = {
  port: number;
  databaseUrl: string;
  /** Everything that the functions have printed. */
  output(): string;
  /** Whether they are frozen as soon as they have answered, whatever they still do. Otherwise once that is done. */
  cutsShort: boolean;
  /** Ends all processes, as the platform does with frozen ones. The next request starts new ones. */
  recycle(): Promise<void>;
  stop(): Promise<void>;
};

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Serves the build as a platform does: an edge calls the function of proxy.ts and then that of the page, each in a process of its own that
 * is frozen while it has no request.
 */
export async function startFunctions(settings: (port: number) => Record<string, string>): Promise<Functions> {
  const { port, databaseUrl, env, drop } = await prepareSite(settings);
  const distDir = env.NEXT_DIST_DIR ?? '.next';
  const routes = await readRoutes(join(project, distDir));
  const printed: string[] = [];
  const functions: Functions & { hosts: Record<'proxy' | 'page', FunctionHost> } = {
    port,
    databaseUrl,
    output: () => printed.join(''),
    cutsShort: false,
    hosts: { proxy: makeHost('proxy'), page: makeHost('page') },
    recycle: async () => void (await Promise.all(Object.values(functions.hosts).map((host) => host.end()))),
    async stop() {
      edge.closeAllConnections();
      edge.close();
      await functions.recycle();
      await drop();
    },
  };
  function makeHost(name: string): FunctionHost {
    const start = (socket: string) =>
      startChild(join(project, 'e2e/support/function-host.mjs'), [socket, distDir], env, (line) => printed.push(line));
    return new FunctionHost(
      join(tmpdir(), `return-key-${name}-${process.pid}-${port}`),
      start,
      () => functions.cutsShort,
    );
  }
  const edge = createServer((request, response) => {
    answer(request, response, functions.hosts, routes).catch((error) => {
      printed.push(String(error));
      response.writeHead(502).end();
    });
  }).listen(port);
  await once(edge, 'listening');
  return functions;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { proxy, page }: Record<'proxy' | 'page', FunctionHost>,
  routes: Routes,
): Promise<void> {
  const { method = 'GET', url: target = '/' } = request;
  const url = new URL(target, `http://${request.headers.host}`);
  const body = (await buffer(request)).toString('base64');
  const given = arriving(request);
  const first = await proxy.call({ entry: 'middleware.js', method, url: url.href, headers: given, body: '' });
  const added = routes.headers.filter(({ regex }) => regex.test(url.pathname)).flatMap(({ pairs }) => pairs);
  const isAnswered = !first.headers.some(([name]) => name === 'x-middleware-next');
  if (isAnswered) return send(response, first, added);
  const { entry, groups, status } = routes.find(url.pathname);
  for (const [name, value] of Object.entries(groups)) url.searchParams.set(name, value);
  const second = await page.call({ entry, method, url: url.href, headers: overridden(given, first.headers), body });
  const kept = first.headers.filter(([name]) => !name.startsWith('x-middleware-'));
  send(response, { ...second, status: status ?? second.status }, [...added, ...kept]);
}

/** The platform tells the client's address in headers of its own, and drops what a client sends under their names. */
function arriving({ headers, rawHeaders }: IncomingMessage): Pairs {
  const network = String(headers['x-forwarded-for'] ?? '127.0.0.1');
  const pairs = rawHeaders.flatMap(
    (name, at): Pairs => (at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? '']] : []),
  );
  const others = pairs.filter(([name]) => !/^x-(real-ip|forwarded-|vercel-)/.test(name));
  return [...others, ['x-real-ip', network], ['x-forwarded-for', network], ['x-forwarded-proto', 'http']];
}

/** The request's headers as proxy.ts wants them. */
function overridden(given: Pairs, answered: Pairs): Pairs {
  const find = (wanted: string) => answered.find(([name]) => name === wanted)?.[1];
  const names = find('x-middleware-override-headers')?.split(',');
  if (!names) return given;
  return names.map((name) => [name, find(`x-middleware-request-${name}`) ?? '']);
}

function send(response: ServerResponse, { status, headers, body }: Reply, added: Pairs): void {
  const cookies = headers.concat(added).flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []));
  for (const [name, value] of [...added, ...headers])
    if (!/^(set-cookie|connection|transfer-encoding)$/.test(name)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(status).end(body);
}

type Routes = {
  headers: { regex: RegExp; pairs: Pairs }[];
  find(path: string): { entry: string; groups: Record<string, string>; status?: number };
};

async function readRoutes(dir: string): Promise<Routes> {
  const read = async (name: string) => JSON.parse(await readFile(join(dir, name), 'utf8'));
  const { headers, staticRoutes, dynamicRoutes } = await read('routes-manifest.json');
  const pages: Record<string, string> = await read('app-path-routes-manifest.json');
  const entries = new Map(Object.entries(pages).map(([file, page]) => [page, `app/${file.slice(1)}.js`]));
  const routes: { page: string; namedRegex: string }[] = [...staticRoutes, ...dynamicRoutes];
  return {
    headers: headers.map((rule: { regex: string; headers: { key: string; value: string }[] }) => ({
      regex: new RegExp(rule.regex),
      pairs: rule.headers.map(({ key, value }) => [key.toLowerCase(), value]),
    })),
    find(path) {
      for (const { page, namedRegex } of routes) {
        const match = new RegExp(namedRegex).exec(path);
        const entry = entries.get(page);
        if (match && entry) return { entry, groups: { ...match.groups } };
      }
      return { entry: 'app/_not-found/page.js', groups: {}, status: 404 };
    },
  };
}
