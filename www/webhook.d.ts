// The reference of webhook.js: how a receiver of webhooks knows that they are Greenlight's.

import type { components } from "./openapi.d.ts";

/** What a webhook tells. */
export type WebhookEvent = components["schemas"]["WebhookEvent"];

/**
 * What a webhook tells, if Greenlight has signed it, and of now; else it rejects with a `WebhookVerificationError`. Give it the body
 * as it came, not parsed, and the request's headers.
 *
 * ```js
 * const { type, data } = await verifyWebhook(process.env.WEBHOOK_SECRET, await request.text(), request.headers);
 * ```
 *
 * `tolerance` is how many seconds the message may be old, or the clocks apart; 300 if left out. The same message may come twice:
 * its `webhook-id` tells. A `secret` that is none rejects with another error.
 */
export function verifyWebhook(
  secret: string,
  body: string | ArrayBuffer | ArrayBufferView,
  headers: Headers | Record<string, string | string[] | undefined>,
  options?: { tolerance?: number },
): Promise<WebhookEvent>;

/** What came is no webhook of Greenlight's, or not of now: answer with 401 and forget it. */
export class WebhookVerificationError extends Error {}
