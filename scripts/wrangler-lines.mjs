// What of wrangler's output a person wants to see: the Worker's own lines, builds and errors, not each request.
import { stripVTControlCharacters } from "node:util";

const CHATTER = /^\s*$|^⎔|^\[wrangler:info\]|^\[custom build\]\s*$|^\[custom build\] Running:/;
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
    return CHATTER.test(plain) ? undefined : line.replace(/^\[custom build\] /, "");
  };
}
