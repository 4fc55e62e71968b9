// A proxy before a real server, for tests: it passes requests on, but for those that it was told to spoil, and counts all.
import { createServer, request as ask } from "node:http";
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
  const listen = (port) => new Promise((done, fail) => server.once("error", fail).listen(port, "localhost", done));
  await listen(0);
  const { port } = server.address();
  const down = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { url: `http://localhost:${port}`, requests, spoil: (...next) => faults.push(...next), down, up: () => listen(port) };
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

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
