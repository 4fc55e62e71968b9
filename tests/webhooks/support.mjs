// What the webhooks' tests share: a receiver that answers as it is told, and a client of the Worker that is tested.
import { createServer } from "node:http";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { makeToken } from "../../scripts/token.mjs";
import { Greenlight } from "../../www/client.js";
import { until } from "../until.mjs";

/**
 * A receiver: its `url` for a name, the messages that came for one, and `close`. It answers 204, unless `behave` says otherwise,
 * which gets the response and the number of the message of its name, counted from 1.
 */
export async function receive(behave = (response) => response.writeHead(204).end(), port = 0) {
  const messages = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const { url, headers, method } = request;
    messages.push({ name: url.slice(1), method, headers, body: Buffer.concat(parts).toString(), at: Date.now() });
    behave(response, of(url.slice(1)).length, url.slice(1));
  });
  const of = (name) => messages.filter((message) => message.name === name);
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  const address = server.address();
  return { url: (name) => `http://127.0.0.1:${address.port}/${name}`, port: address.port, of, messages, close };
}

/** A client that may do everything. */
export async function clientOf({ url }, secret = TEST_SECRET) {
  return new Greenlight({ baseURL: url, token: await makeToken({ scope: "admin", sub: "operator" }, secret) });
}

/** A new job whose news go to this URL. */
export const jobFor = (greenlight, webhook_url, more = {}) => greenlight.jobs.create({ prompt: "A lighthouse at dawn", model_id: "demo", webhook_url, ...more });

/** The deliveries of a job, as soon as they are as `are` says. */
export function deliveriesWhen(greenlight, id, are) {
  const look = async () => {
    const { deliveries } = await greenlight.jobs.deliveries(id);
    return are(deliveries) && deliveries;
  };
  return until(look, { seconds: 30, every: 100, what: `the deliveries of job ${id}: ${are}` });
}

/** Whether all of them have this state. */
export const allAre = (state) => (deliveries) => deliveries.length > 0 && deliveries.every((one) => one.state === state);

/** Lets happen what the runtime does each minute. */
export const tick = ({ url }) => fetch(`${url}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`).then((answer) => answer.text());
