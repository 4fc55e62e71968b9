// Which columns Greenlight has added to the reference's table, read from the migrations that add them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../project.mjs";

const ADDED = /^ALTER TABLE generated_videos ADD COLUMN (\w+)/gim;

/** The names. */
export function greenlightColumns() {
  const folder = inProject("migrations");
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return files.flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(ADDED)].map(([, column]) => column));
}
