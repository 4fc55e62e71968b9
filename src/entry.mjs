// Where events enter the Worker. An exception that nobody catches ends the instance of the wasm, and whoever waits for it
// waits in vain: each request in flight is answered here at once, by the instance that takes its place.
import Greenlight from "../build/index.js";

export { LiveFeed } from "../build/index.js";

/** Tells a request that its instance has ended. */
const inFlight = new Set();

/** A request whose client has gone away never ends: of more than this, the oldest are taken for such. */
const MOST = 1000;

addEventListener("error", () => {
  for (const giveUp of inFlight) giveUp();
});

/** What answers a request, of whichever instance is there: worker-build's class for it is dear to construct. */
let answer;

/** What `work` gives, or an error as soon as its instance has ended. */
async function unlessItEnds(work) {
  const { promise: ended, reject: giveUp } = Promise.withResolvers();
  inFlight.add(giveUp);
  if (inFlight.size > MOST) inFlight.delete(inFlight.values().next().value);
  return Promise.race([work, ended]).finally(() => inFlight.delete(giveUp));
}

export default {
  async fetch(request, env, context) {
    answer ??= new Greenlight(context, env).answer;
    try {
      return await unlessItEnds(answer(request, env, context));
    } catch {
      return new Greenlight(context, env).fail(request, env);
    }
  },

  // After an error the queue brings the batch again.
  queue: (batch, env, context) => unlessItEnds(new Greenlight(context, env).queue(batch, env)),

  scheduled: (event, env, context) => new Greenlight(context, env).scheduled(event),
};
