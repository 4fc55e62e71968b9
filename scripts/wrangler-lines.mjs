// What of wrangler's output a person wants to see: builds and errors, not each request. SHOW_REQUESTS=1 shows those too.
import { stripVTControlCharacters } from "node:util";

const CHATTER = /^\s*$|^⎔|^\[wrangler:info\]|^\[custom build\]\s*$|^\[custom build\] Running:/;
/** What the Worker says of a request that it has answered, of a message that it has taken out of the queue, of what it erased. */
const ANSWERED = /^\{"method":.*"status":[1-4]\d\d,|^\{"(delivery|retention_days)":/;
const DUMP_BEGINS = /Process exited with non-zero status/;
const DUMP_ENDS = /Running custom build .* failed/;

/** A filter of lines, one after the other: what to show for a line, or undefined. */
export function lineFilter() {
  let isDumping = false;
  return (line) => {
    const plain = stripVTControlCharacters(line);
    // When a build fails, wrangler shows its own objects too, by the hundred lines.
    if (DUMP_BEGINS.test(plain)) isDumping = true;
    if (isDumping) return void (isDumping = !DUMP_ENDS.test(plain));
    if (ANSWERED.test(plain) && process.env.SHOW_REQUESTS !== "1") return undefined;
    return CHATTER.test(plain) ? undefined : line.replace(/^\[custom build\] /, "");
  };
}
