// What tells one state of files from another.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A digest of the files' names and contents, in hexadecimal. */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}
