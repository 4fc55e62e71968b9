// npm run page: what is deployed of the page, in build/www/: www/ with its modules and styles bundled, small and named by
// their content, so that browsers may keep them for good.
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withLock } from "./lock.mjs";
import { bundlePage } from "./page-bundle.mjs";
import { entry } from "./program.mjs";
import { inProject } from "./project.mjs";

const BUILT = inProject("build", "www");

/** Part of the bundle or not, these are what programs elsewhere import. */
const FOR_PROGRAMS = ["client.js", "client.d.ts", "openapi.d.ts", "webhook.js", "webhook.d.ts"];

entry(import.meta.url, async () => {
  await buildPage();
  console.log(`The page is in ${BUILT}.`);
});

/** Makes the folder `target` anew from the folder `source`; it is there as a whole, or as it was before. */
export function buildPage(target = BUILT, source = inProject("www")) {
  return withLock(`${target}.lock`, "another build of the page", async () => {
    const bundle = await bundlePage(source);
    const next = `${target}.next`;
    rmSync(next, { recursive: true, force: true });
    copyRest(source, next, new Set(bundle.sources));
    for (const [name, contents] of bundle.files) write(join(next, name), contents);
    const text = (name) => readFileSync(join(source, name), "utf8");
    const pages = readdirSync(source).filter((name) => name.endsWith(".html"));
    for (const name of pages) write(join(next, name), rewritten(text(name), bundle, text("icon.svg")));
    appendFileSync(join(next, "_headers"), [...bundle.files.keys()].map(keptForGood).join(""));
    exchange(target, next);
  });
}

/** Under their own names: all but what is in the bundle and what only who works on the page reads. */
function copyRest(source, target, bundled) {
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  for (const path of files.map((file) => join(file.parentPath ?? file.path, file.name).slice(source.length + 1))) {
    const isLeftOut = bundled.has(path) || path.endsWith(".d.ts") || path.endsWith("SHA256SUMS");
    if (!isLeftOut || FOR_PROGRAMS.includes(path)) cpSync(join(source, path), join(target, path));
  }
}

/**
 * The script is one file, and the views are none of what is needed at once: nothing is left to preload. With the icon inside
 * there is one request less.
 */
function rewritten(html, { script, style }, icon) {
  const addresses = { "/app.js": `/${script}`, "/styles.css": `/${style}`, "/icon.svg": `data:image/svg+xml,${encodeURIComponent(icon)}` };
  const named = html.replaceAll(/(?<=(?:src|href)=")[^"]+(?=")/g, (address) => addresses[address] ?? address);
  return named.replaceAll(/^ *<link rel="modulepreload".*\n/gm, "");
}

/** A rule for `/assets/*` would be one for what is not there, too: browsers would keep its 404. */
const keptForGood = (name) => `\n/${name}\n  Cache-Control: public, max-age=31536000, immutable\n`;

function write(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}

/** Two renames: no reader sees a folder that is half written. */
function exchange(target, next) {
  const last = `${target}.last`;
  rmSync(last, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, last);
  renameSync(next, target);
  rmSync(last, { recursive: true, force: true });
}
