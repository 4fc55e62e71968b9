// Waiting for what is to come true.
import { setTimeout as sleep } from "node:timers/promises";

/** What `look` gives, as soon as that is something. It looks every so many milliseconds, and fails after so many seconds. */
export async function until(look, { seconds = 10, every = 10, what = look } = {}) {
  for (const end = performance.now() + 1000 * seconds; ; await sleep(every)) {
    const isLate = performance.now() > end;
    const found = await look();
    if (found) return found;
    if (isLate) throw new Error(`it did not come true within ${seconds} seconds: ${what}`);
  }
}
