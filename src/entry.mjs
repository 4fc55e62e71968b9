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

export default {
  async fetch(request, env, context) {
    const greenlight = new Greenlight(context, env);
    const { promise: ended, reject: giveUp } = Promise.withResolvers();
    inFlight.add(giveUp);
    if (inFlight.size > MOST) inFlight.delete(inFlight.values().next().value);
    try {
      return await Promise.race([greenlight.fetch(request), ended]);
    } catch {
      return greenlight.fail(request, env);
    } finally {
      inFlight.delete(giveUp);
    }
  },

  scheduled: (event, env, context) => new Greenlight(context, env).scheduled(event),
};
