// Does each minute what Cloudflare does and `wrangler dev` does not: it calls the cron trigger. So it also notices when
// wrangler has lost its Worker and goes on without.
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "./failure.mjs";

const TRIGGER = "/cdn-cgi/handler/scheduled?cron=*+*+*+*+*";

/** Never returns; fails when the Worker has not answered twice in a row. */
export async function heartbeat(url, { everyMs = 60_000, answerMs = 10_000 } = {}) {
  do await pause(everyMs, undefined, { ref: false });
  while ((await answers(url, answerMs)) || (await answers(url, answerMs)));
  throw new Failure("The Worker does not answer any more. Start it again with the same command: nothing that it acknowledged is lost.");
}

async function answers(url, answerMs) {
  const trigger = fetch(url + TRIGGER, { signal: AbortSignal.timeout(answerMs) });
  return trigger.then((answer) => answer.text()).then(() => true, () => false);
}
