// Waiting for what is to come true.
import { setTimeout as sleep } from "node:timers/promises";

/** What `look` gives, as soon as that is something; it may look by asking. Fails after so many seconds. */
export async function until(look, { seconds = 10, what = look } = {}) {
  for (const end = performance.now() + 1000 * seconds; performance.now() < end; await sleep(10)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`it did not come true within ${seconds} seconds: ${what}`);
}
