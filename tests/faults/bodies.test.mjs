// How much of a body is read. A proxy before the Worker may leave out a length that is not the body's: so it is asked itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readBody } from "../../src/runtime.mjs";

const LIMIT = 16_384;
const PIECE = new Uint8Array(65_536).fill(32);

/** A request whose body has so many pieces, and how many of them were `taken`. */
function sent(pieces, headers = {}) {
  const counted = { taken: 0 };
  const pull = (stream) => (counted.taken++ < pieces ? stream.enqueue(PIECE) : stream.close());
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  return { counted, request: new Request("https://jobs.example", { method: "PUT", body, headers, duplex: "half" }) };
}

/** How many bytes were read; `undefined` for too many. */
const lengthOf = async (request, limit) => (await readBody(request, limit))?.length;

const whole = (body) => new Request("https://jobs.example", { method: "PUT", body, headers: { "Content-Length": `${body.length}` } });

test("a body is read up to its limit, and not a byte more", async () => {
  assert.equal(await lengthOf(whole(" ".repeat(LIMIT)), LIMIT), LIMIT);
  assert.equal(await lengthOf(whole(" ".repeat(LIMIT + 1)), LIMIT), undefined);
  assert.equal(await lengthOf(new Request("https://jobs.example", { method: "PUT" }), LIMIT), 0);
  assert.equal(await lengthOf(sent(2).request, 2 * PIECE.length), 2 * PIECE.length);
  assert.equal(await lengthOf(sent(2).request, 2 * PIECE.length - 1), undefined);
});

test("a length that is not the body's lets no more in", async () => {
  assert.equal(await lengthOf(sent(2, { "Content-Length": "2" }).request, LIMIT), undefined);
});

test("of a body that never ends 8 MiB are read, also if it comes in chunks and tells a length", async () => {
  for (const headers of [{}, { "Content-Length": "2", "Transfer-Encoding": "chunked" }, { "Content-Length": "99999999" }]) {
    const { counted, request } = sent(1000, headers);
    assert.equal(await lengthOf(request, LIMIT), undefined);
    assert.ok(counted.taken >= 128 && counted.taken < 140, `${counted.taken} pieces, ${JSON.stringify(headers)}`);
  }
});
