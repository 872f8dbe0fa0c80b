import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Duplex } from 'node:stream';

// A process of functions.ts: hands each request to the handler that the build made for it, by the interface that Next.js documents for
// platforms ("Invoking Entrypoints"). There is no server of HTTP, so nothing tells of requests and sockets. Plain JavaScript, because a
// platform's launcher has no tsx around it, either.
const [socket, distDir] = process.argv.slice(2);
const serverDir = join(process.cwd(), distDir, 'server');
const require = createRequire(import.meta.url);
// As Vercel's launcher does it. It makes globals of what Next.js expects a server to have, such as AsyncLocalStorage.
require('next/dist/build/adapter/setup-node-env.external');
const requestMeta = { relativeProjectDir: '.', minimalMode: true };

createServer({ allowHalfOpen: true }, (connection) => {
  serve(connection).catch((error) => {
    console.error(error);
    connection.destroy();
  });
}).listen(socket);

async function serve(connection) {
  const background = [];
  const context = { waitUntil: (promise) => background.push(promise) };
  // stream/consumers would also close the side that answers.
  const received = [];
  connection.on('data', (chunk) => received.push(chunk));
  await once(connection, 'end');
  const request = JSON.parse(Buffer.concat(received).toString());
  const answer = await (request.entry === 'middleware.js' ? callProxy : callPage)(request, context);
  connection.write(`${JSON.stringify(answer)}\n`);
  // What is registered while another one runs counts, too.
  for (const promise of background) await Promise.resolve(promise).catch(() => undefined);
  connection.end();
}

async function callProxy({ method, url, headers }, context) {
  const { handler } = await require(join(serverDir, 'middleware.js'));
  const response = await handler(new Request(url, { method, headers }), {
    ...context,
    requestMeta: { ...requestMeta, distDir: join(process.cwd(), distDir) },
  });
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

async function callPage({ entry, method, url, headers, body }, context) {
  const { handler } = await require(join(serverDir, entry));
  const written = [];
  const end = new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      written.push(chunk);
      done();
    },
  });
  const request = new IncomingMessage(end);
  const { pathname, search } = new URL(url);
  Object.assign(request, { method, url: pathname + search, headers: Object.fromEntries(headers) });
  // Of HTTP/1.0, the body of the response comes in one piece.
  Object.assign(request, { httpVersionMajor: 1, httpVersionMinor: 0, httpVersion: '1.0', complete: true });
  request.push(Buffer.from(body, 'base64'));
  request.push(null);
  const response = new ServerResponse(request);
  response.assignSocket(end);
  // A server of HTTP would do these two. Next.js runs what after() was given once the response is closed.
  end.on('drain', () => response.emit('drain'));
  response.once('finish', () => setImmediate(() => response.emit('close')));
  const finished = new Promise((resolve) => response.once('finish', resolve));
  await handler(request, response, { ...context, requestMeta: { ...requestMeta, initURL: url } });
  await finished;
  return parse(Buffer.concat(written).toString());
}

/** The status, the headers and the body of what went over the wire. */
function parse(message) {
  const headEnd = message.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = message.slice(0, headEnd).split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return { status: Number(statusLine.split(' ')[1]), headers, body: message.slice(headEnd + 4) };
}
