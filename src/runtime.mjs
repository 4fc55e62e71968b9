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

/** A response with these headers, pairs as JSON. In wasm each of them would be a call, and each text in it be decoded. */
export function respond(body, status, headers, webSocket) {
  return new Response(body, { status, headers: Object.fromEntries(JSON.parse(headers)), webSocket });
}
