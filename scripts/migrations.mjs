// What stands in migrations/.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inProject, readProject } from "./project.mjs";

/** The names of the files, in the order in which they are applied. */
export function migrations() {
  return readdirSync(inProject("migrations")).filter((name) => name.endsWith(".sql")).sort();
}

/** The columns that these files add to the reference's table. */
export function columnsAddedBy(files) {
  const added = /^ALTER TABLE generated_videos ADD COLUMN (\w+)/gm;
  return files.flatMap((name) => [...readProject("migrations", name).matchAll(added)].map(([, column]) => column));
}
