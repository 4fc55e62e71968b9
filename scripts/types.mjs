// npm run types: www/openapi.d.ts, the TypeScript types of what www/openapi.json describes.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTypes, { astToString } from "openapi-typescript";
import { entry } from "./program.mjs";
import { inProject } from "./project.mjs";

const HEAD = "// Made from openapi.json by scripts/types.mjs (npm run types).\n\n";

entry(import.meta.url, async () => writeFileSync(inProject("www", "openapi.d.ts"), await apiTypes()));

/** The text of www/openapi.d.ts. A field that has a default may be left out; an object without fields may have any. */
export async function apiTypes() {
  const options = { defaultNonNullable: false, emptyObjectsUnknown: true };
  return HEAD + astToString(await openapiTypes(pathToFileURL(inProject("www", "openapi.json")), options));
}
