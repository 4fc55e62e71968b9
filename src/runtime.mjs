// What is done in JavaScript for the wasm, since each call over the border costs.

/** What a promise gives, or an error if that takes longer. In wasm a timer would cost three closures. */
export function inTime(promise, milliseconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), milliseconds);
    const done = (settle) => (value) => {
      clearTimeout(timer);
      settle(value);
    };
    promise.then(done(resolve), done(reject));
  });
}

/** How much of a body that is too large is read all the same, in bytes: a connection that is closed while the client still
 * sends takes the answer with it. */
const DRAINED = 8 << 20;

/** The bytes of a body; nothing if there are more than `limit`. In wasm each piece would cost what a call of D1 does. */
export async function readBody(request, limit) {
  const told = Number(request.headers.get("Content-Length") ?? Infinity);
  // Where both are sent, the length is not the body's.
  const isTold = told <= limit && !request.headers.has("Transfer-Encoding");
  const bytes = new Uint8Array(await (isTold ? request : await firstOf(request.body ?? [], limit)).arrayBuffer());
  return bytes.length <= limit ? bytes : undefined;
}

/** All pieces up to the one that is beyond `limit` bytes; those that follow are read and left out. */
async function firstOf(body, limit) {
  const pieces = [];
  let length = 0;
  for await (const piece of body) {
    if (length <= limit) pieces.push(piece);
    length += piece.length;
    if (length > DRAINED) break;
  }
  return new Blob(pieces);
}

/** A response with these headers, pairs as JSON. In wasm each of them would be a call, and each text in it be decoded. */
export function respond(body, status, headers, webSocket) {
  return new Response(body, { status, headers: Object.fromEntries(JSON.parse(headers)), webSocket });
}
