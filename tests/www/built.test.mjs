// The page as it is deployed: complete, small, and each name in /assets/ good for one content only.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildPage } from "../../scripts/page.mjs";
import { inProject } from "../../scripts/project.mjs";

const folder = mkdtempSync(join(tmpdir(), "greenlight-page-"));
const SOURCE = inProject("www");
const FOR_PROGRAMS = ["client.js", "client.d.ts", "openapi.d.ts", "webhook.js", "webhook.d.ts"];
let built;

before(async () => {
  built = await build("built");
});

after(() => rmSync(folder, { recursive: true }));

/** Builds a page, this project's if no other is named, and reads it: contents by path. */
async function build(name, source = SOURCE) {
  await buildPage(join(folder, name), source);
  return read(join(folder, name));
}

function read(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return new Map(files.map((file) => join(file.parentPath, file.name)).map((path) => [path.slice(directory.length + 1), readFileSync(path)]).sort());
}

/** A page with these files beside what every page has. */
function pageOf(name, files) {
  const index = '<link rel="stylesheet" href="/styles.css">\n<script type="module" src="/app.js"></script>\n';
  const all = { "index.html": index, "styles.css": "p { margin: 0 }", "icon.svg": "<svg/>", ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
  return join(folder, name);
}

const text = (page, path) => String(page.get(path));
const assets = (page) => [...page.keys()].filter((path) => path.startsWith("assets/"));
const first = (page) => [...text(page, "index.html").matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
const importedAtOnce = (page, path) =>
  [...text(page, path).matchAll(/\bfrom"\.\/([^"]+)"|\bimport"\.\/([^"]+)"/g)].map((match) => `assets/${match[1] ?? match[2]}`);
const sizeOf = (page, paths) => paths.reduce((sum, path) => sum + gzipSync(page.get(path)).length, 0);
const named = (page, name) => assets(page).find((path) => new RegExp(`^assets/${name}-\\w{8}\\.`).test(path));

test("the first route has at most 30 KB, gzipped, in one script and one style", () => {
  const files = first(built);
  assert.deepEqual(files.map((path) => path.replace(/.*\./, "")).sort(), ["css", "js"]);
  assert.deepEqual(files.filter((path) => path.endsWith(".js")).flatMap((path) => importedAtOnce(built, path)), []);
  assert.ok(sizeOf(built, files) <= 30 * 1024, `${sizeOf(built, files)} bytes`);
});

test("what a single view needs has at most 12 KB, the reference 10 KB, gzipped, and waits for nothing but the script", () => {
  const files = first(built);
  for (const path of assets(built).filter((asset) => !files.includes(asset))) {
    assert.ok(sizeOf(built, [path]) <= (path.includes("reference") ? 10 : 12) * 1024, `${path}: ${sizeOf(built, [path])} bytes`);
    assert.deepEqual(importedAtOnce(built, path).filter((imported) => !files.includes(imported)), [], path);
  }
});

test("each file in /assets/ is asked for by another, and all that the pages ask for is there", () => {
  for (const path of assets(built)) {
    const others = [...built.keys()].filter((other) => other !== path && /\.(html|js|css)$/.test(other));
    assert.ok(others.some((other) => text(built, other).includes(path.replace("assets/", ""))), path);
  }
  const pages = text(built, "index.html") + text(built, "404.html");
  const asked = [...pages.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(asked.filter((path) => !built.has(path)), []);
});

test("all else is there as it is, under its own name, without what only developers read", () => {
  const rest = [...built].filter(([path]) => !path.startsWith("assets/") && !/\.html$|^_headers$/.test(path));
  for (const [path, contents] of rest) assert.deepEqual(contents, readFileSync(join(SOURCE, path)), path);
  const kept = [...read(SOURCE).keys()].filter((path) => FOR_PROGRAMS.includes(path) || !/\.(html|css|js|d\.ts)$|SHA256SUMS$|^_headers$/.test(path));
  assert.deepEqual(rest.map(([path]) => path), kept);
  for (const path of ["_redirects", "openapi.json", "robots.txt", "llms.txt", "icon.svg", "vendor/LICENSES.txt"]) assert.ok(built.has(path), path);
});

test("what is named by its content is kept for good, by a rule for each: one for all would be for what is not there, too", () => {
  const headers = text(built, "_headers");
  const source = readFileSync(join(SOURCE, "_headers"), "utf8");
  assert.ok(headers.startsWith(source));
  const kept = [...headers.slice(source.length).matchAll(/^\/(assets\/.*)\n {2}Cache-Control: public, max-age=31536000, immutable$/gm)];
  assert.deepEqual(kept.map((match) => match[1]).sort(), assets(built));
  assert.ok(headers.match(/^\//gm).length <= 100, "Cloudflare takes no more rules");
});

test("the icon is in index.html as it is in its file", () => {
  const [, icon] = text(built, "index.html").match(/rel="icon" href="data:image\/svg\+xml,([^"]+)"/);
  assert.equal(decodeURIComponent(icon), text(built, "icon.svg"));
});

test("scripts name their licences, and no map of their source", () => {
  for (const path of assets(built)) {
    if (path.endsWith(".js")) assert.match(text(built, path), /^\/\* Licences: \/vendor\/LICENSES\.txt \*\//);
    assert.doesNotMatch(text(built, path), /sourceMappingURL/);
  }
});

test("a name changes with the content, and only with it", async () => {
  const source = join(folder, "changing");
  cpSync(SOURCE, source, { recursive: true });
  const [script, style] = ["js", "css"].map((ending) => first(built).find((path) => path.endsWith(ending)));
  appendFileSync(join(source, "app.js"), "// A comment.\n");
  appendFileSync(join(source, "styles.css"), "/* A comment. */\n");
  assert.deepEqual(await build("changed", source), built);
  appendFileSync(join(source, "styles.css"), "p { margin: 12345px }\n");
  const restyled = await build("changed", source);
  assert.deepEqual(assets(built).filter((path) => !restyled.has(path)), [style]);
  appendFileSync(join(source, "app.js"), 'console.log("12345");\n');
  assert.ok(!(await build("changed", source)).has(script));
});

test("building again leaves nothing of what was there before", async () => {
  const target = join(folder, "again");
  for (const content of ["one", "two"]) {
    await buildPage(target, pageOf("short", { "app.js": `console.log("${content}")` }));
    assert.deepEqual([...read(target).keys()].map((path) => path.replace(/-\w{8}\./, ".")), ["_headers", "assets/app.js", "assets/styles.css", "icon.svg", "index.html"]);
    assert.match(text(read(target), named(read(target), "app")), new RegExp(content));
  }
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith("again")), ["again"]);
});

test("views that are loaded when asked for are a file each, and what several need comes with the script", async () => {
  const page = await build("views", pageOf("lazy", {
    "app.js": `import { one } from "./pure/one.js"; console.log(one);
      globalThis.open = [() => import("./views/a.js"), () => import("./views/b.js"), () => import("./views/c.js")];`,
    "pure/one.js": 'export const one = "of the script";', "pure/two.js": 'export const two = "of two views";',
    "pure/three.js": 'export const three = "of one view";',
    "views/a.js": 'import { one } from "../pure/one.js"; import { two } from "../pure/two.js"; export const a = ["in a", one, two];',
    "views/b.js": 'import { two } from "../pure/two.js"; import { three } from "../pure/three.js"; export const b = ["in b", two, three];',
    "views/c.js": 'export const c = "in c";',
    "styles.css": '@import "styles/a.css";', "styles/a.css": "p { margin: 12345px }",
  }));
  const [script] = first(page).filter((path) => path.endsWith(".js"));
  assert.equal(assets(page).length, 5);
  const where = (words) => assets(page).filter((path) => text(page, path).includes(words));
  assert.deepEqual([where("of the script"), where("of two views")], [[script], [script]]);
  assert.deepEqual([where("of one view"), where("in b"), where("in c"), where("12345px")], ["b", "b", "c", "styles"].map((name) => [named(page, name)]));
  for (const name of ["a", "b", "c"]) assert.deepEqual(importedAtOnce(page, named(page, name)), [script]);
});
