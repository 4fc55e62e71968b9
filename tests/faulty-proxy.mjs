// A proxy before a real server, for tests: it passes requests on, but for those that it was told to spoil, and counts all.
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Answers itself; the server is not asked. */
export const answer = (status, headers = {}, body = "") => async (_, response) => response.writeHead(status, headers).end(body);

/** Ends the connection before the request reaches the server. */
export const refuse = async (request) => request.socket.destroy();

/** Passes the request on, and ends the connection instead of answering: what was asked is done, and nobody knows. */
export const lose = async (request, response, pass) => {
  await pass();
  request.socket.destroy();
};

/** Passes the request on, and ends the connection in the middle of the answer's body. */
export const cut = async (request, response, pass) => {
  const { statusCode, headers, body } = await pass();
  response.writeHead(statusCode, headers);
  response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
};

/** Passes the request on, and answers with the first half of the body as if it were all. */
export const halve = async (_, response, pass) => {
  const { statusCode, headers, body } = await pass();
  const half = body.subarray(0, body.length / 2);
  response.writeHead(statusCode, { ...headers, "content-length": half.length }).end(half);
};

/** Never answers. */
export const hang = async () => {};

/** Passes the request on, and answers with the head and nothing more. */
export const stall = async (_, response, pass) => {
  const { statusCode, headers } = await pass();
  response.writeHead(statusCode, headers).flushHeaders();
};

/** Passes the request on without its condition. */
export const unconditional = async (request, response, pass) => {
  delete request.headers["if-none-match"];
  const { statusCode, headers, body } = await pass();
  response.writeHead(statusCode, headers).end(body);
};

/** Passes the answer back later. */
export const withhold = (milliseconds) => async (_, response, pass) => {
  const { statusCode, headers, body } = await pass();
  await pause(milliseconds);
  response.writeHead(statusCode, headers).end(body);
};

/** Passes the request on later. */
export const delay = (milliseconds) => async (_, response, pass) => {
  await pause(milliseconds);
  const { statusCode, headers, body } = await pass();
  response.writeHead(statusCode, headers).end(body);
};

/**
 * Starts one before `target`. Each call of `spoil` says what becomes of the next requests, one after the other. `requests` has
 * those that came: `method`, `path`, `headers`, `at` in milliseconds, and the `status` that the server gave, if it was asked.
 * Neither is about what browsers ask by themselves before a request to another origin, nor about paths that do not begin with
 * `prefix`. `down` ends the proxy, `up` starts it again where it was.
 *
 * WebSockets are passed on too. `sockets` has those that came: `path`, `protocols`, `at`, whether it is open
 * and nobody has begun to close it (`isOpen`), and how to `cut` it or to `stall` it, so that nothing comes through any more and
 * nobody is told. `refuseSockets(true)` ends all that come from now on.
 */
export async function proxyTo(target, prefix = "/") {
  const faults = [];
  const requests = [];
  const server = createServer(async (request, response) => {
    const seen = { method: request.method, path: request.url, headers: request.headers, at: Date.now(), status: undefined };
    const body = await read(request);
    const pass = () => passOn(target, request, body, seen);
    const counts = request.method !== "OPTIONS" && request.url.startsWith(prefix);
    if (counts) requests.push(seen);
    await ((counts && faults.shift()) || delay(0))(request, response, pass).catch(() => response.destroy());
  });
  const sockets = [];
  let isRefusing = false;
  server.on("upgrade", (request, socket, head) => {
    const seen = { path: request.url, protocols: request.headers["sec-websocket-protocol"], at: Date.now(), isOpen: false, cut: () => socket.destroy() };
    sockets.push(seen);
    if (isRefusing) return void socket.destroy();
    passThrough(target, request, socket, head, seen);
  });
  const listen = (port) => new Promise((done, fail) => server.once("error", fail).listen(port, "localhost", done));
  await listen(0);
  const { port } = server.address();
  const down = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
    for (const socket of sockets) socket.cut();
  });
  const refuseSockets = (refusing) => {
    isRefusing = refusing;
  };
  return { url: `http://localhost:${port}`, requests, sockets, spoil: (...next) => faults.push(...next), refuseSockets, down, up: () => listen(port) };
}

function passOn(target, { method, url, headers }, body, seen) {
  return new Promise((done, fail) => {
    const asked = ask(target + url, { method, headers: { ...headers, host: new URL(target).host } }, async (answered) => {
      seen.status = answered.statusCode;
      done({ statusCode: answered.statusCode, headers: answered.headers, body: await read(answered) });
    });
    asked.on("error", fail).end(body);
  });
}

/** The first byte of a frame that closes. */
const CLOSE = 0x88;

/** Both ways, from the handshake on. */
function passThrough(target, { method, url, headers }, socket, head, seen) {
  const { hostname, port, host } = new URL(target);
  const lines = Object.entries({ ...headers, host }).map(([name, value]) => `${name}: ${value}`);
  const server = connect(Number(port), hostname, () => {
    server.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n`);
    server.write(head);
    socket.on("data", ([first]) => (seen.isOpen &&= first !== CLOSE));
    server.once("data", (answer) => (seen.isOpen = String(answer).startsWith("HTTP/1.1 101")));
    socket.pipe(server).pipe(socket);
  });
  const end = () => {
    seen.isOpen = false;
    socket.destroy();
    server.destroy();
  };
  for (const side of [socket, server]) side.on("error", end).on("close", end);
  seen.stall = () => [socket.unpipe(server), server.unpipe(socket), socket.resume(), server.resume()];
}

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
