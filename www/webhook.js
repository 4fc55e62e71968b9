// Tells whether a webhook is Greenlight's, for whoever receives it; by itself, since no page does. Its reference is webhook.d.ts.
/* @ts-self-types="./webhook.d.ts" */

/** @typedef {typeof import("./webhook.d.ts")} Reference */

export class WebhookVerificationError extends Error {
  get name() {
    return "WebhookVerificationError";
  }
}

/** @type {Reference["verifyWebhook"]} */
export async function verifyWebhook(secret, body, headers, { tolerance = 300 } = {}) {
  const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map(named(headers));
  const text = await new Response(/** @type {BodyInit} */ (body)).text();
  const isNow = Math.abs(Date.now() / 1000 - Number(timestamp)) <= tolerance;
  if (isNow && (await isSigned(`${id}.${timestamp}.${text}`, `${signatures}`, secret))) return JSON.parse(text);
  throw new WebhookVerificationError("This is no webhook of Greenlight's, or not of now: its signature or its time is wrong.");
}

/** Of one's own headers only: Node's HTTP/2 has names that `Headers` refuses. @param {Parameters<Reference["verifyWebhook"]>[2]} headers */
function named(headers) {
  const all = headers instanceof Headers ? headers : new Headers(Object.entries(headers).filter(([name]) => /^webhook-/i.test(name)).map(([name, value]) => [name, `${value}`]));
  return (/** @type {string} */ name) => all.get(`webhook-${name}`);
}

/** Whether one of the signatures is that of the secret: while secrets are rotated there are two. @param {string} text @param {string} signatures @param {string} secret */
async function isSigned(text, signatures, secret) {
  const bytes = secret.replace(/^whsec_/, "");
  const key = await crypto.subtle.importKey("raw", decoded(bytes), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const message = new TextEncoder().encode(text);
  const all = [...signatures.matchAll(/(?<=^| )v1,([a-z\d+/]{43}=)(?= |$)/gi)].map(([, signature]) => crypto.subtle.verify("HMAC", key, decoded(signature), message));
  return (await Promise.all(all)).includes(true);
}

/** @param {string} base64 */
const decoded = (base64) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
