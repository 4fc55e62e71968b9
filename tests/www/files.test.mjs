// The files of www/ as they are served: colours, size, modules, vendored code, headers.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const www = new URL("../../www/", import.meta.url);
const text = (path) => readFileSync(new URL(path, www), "utf8");
const modules = readdirSync(www, { recursive: true }).filter((path) => path.endsWith(".js") && !path.startsWith("vendor"));

const tokens = new Map([...text("styles.css").matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(([, name, light, dark]) => [name, { light, dark }]));

/** WCAG 2.2's contrast of two colours. */
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("contrast is computed as WCAG does", () => {
  assert.equal(contrast("#ffffff", "#000000"), 21);
  assert.ok(Math.abs(contrast("#767676", "#ffffff") - 4.54) < 0.01);
});

for (const scheme of ["light", "dark"]) {
  test(`text has a contrast of 4.5 or more on every background, ${scheme}`, () => {
    for (const ink of ["text", "muted", "accent", "pending", "working", "drawing", "waiting", "good", "bad"]) {
      for (const ground of ["bg", "surface", "sunken"]) {
        const found = contrast(tokens.get(ink)[scheme], tokens.get(ground)[scheme]);
        assert.ok(found >= 4.5, `${ink} on ${ground}: ${found.toFixed(2)}`);
      }
    }
    assert.ok(contrast(tokens.get("on-accent")[scheme], tokens.get("accent")[scheme]) >= 4.5);
  });

  test(`the borders of controls have a contrast of 3 or more, ${scheme}`, () => {
    for (const ground of ["bg", "surface"]) assert.ok(contrast(tokens.get("control-border")[scheme], tokens.get(ground)[scheme]) >= 3, ground);
  });
}

test("no colour is named anywhere but in the tokens", () => {
  for (const path of ["styles.css", ...readdirSync(new URL("styles/", www)).map((name) => `styles/${name}`)]) {
    const rest = text(path).replaceAll(/--[\w-]+: light-dark\([^)]*\);/g, "");
    assert.deepEqual(rest.match(/#[0-9a-f]{3,8}\b(?! *\{)/gi), null, path);
  }
});

test("every status of the page has a colour in the styles", () => {
  const statuses = [...text("pure/status.js").matchAll(/^ {2}\["(\w+)",/gm)].map((match) => match[1]);
  assert.equal(statuses.length, 8);
  for (const status of statuses) assert.ok(text("styles.css").includes(`[data-status="${status}"]`), status);
});

test("modules are small, begin with what they are for, and import only what is there", () => {
  for (const path of modules) {
    // The client is one file, so that others can copy it.
    assert.ok(text(path).split("\n").length <= (path === "client.js" ? 440 : 151), path);
    assert.match(text(path), /^\/\/ [A-Z]/, path);
  }
});

test("pure modules import only pure ones, views no talk and no wire", () => {
  const allowed = { pure: ["pure"], views: ["pure", "views", "vendor"], talk: ["pure", "client.js"], wire: ["pure", "wire", "views", "client.js"] };
  for (const path of modules.filter((module) => module.includes("/"))) {
    const [folder] = path.split("/");
    for (const [, imported] of text(path).matchAll(/from "([^"]+)"/g)) {
      const [target] = new URL(imported, new URL(path, www)).href.slice(www.href.length).split("/");
      assert.ok(allowed[folder].includes(target), `${path} imports ${imported}`);
    }
  }
});

/** What is there when a module runs, itself included; what `import()` asks for comes later. */
function closure(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, imported] of text(path).matchAll(/^(?:import|export)\b(?:[^"';]*? from)? "(\.[^"]+)"/gm)) closure(new URL(imported, new URL(path, www)).href.slice(www.href.length), found);
  return found;
}

test("the page asks at once for every module that it begins with, and for no other", () => {
  const preloaded = [...text("index.html").matchAll(/rel="modulepreload" href="\/([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(["app.js", ...preloaded].sort(), [...closure("app.js")].sort());
});

test("every module is there for the page", () => {
  const views = modules.flatMap((path) => [...text(path).matchAll(/\bimport\("(\.[^"]+)"\)/g)].map((match) => new URL(match[1], new URL(path, www)).href.slice(www.href.length)));
  const used = new Set(["app.js", ...views].flatMap((path) => [...closure(path)]));
  // That one is for servers.
  assert.deepEqual(modules.filter((path) => !used.has(path)), ["webhook.js"]);
});

test("vendored files are those of the list of checksums", () => {
  for (const [, sum, name] of text("vendor/SHA256SUMS").matchAll(/^(\w{64}) {2}(.+)$/gm)) {
    assert.equal(createHash("sha256").update(text(`vendor/${name}`)).digest("hex"), sum, name);
  }
  assert.deepEqual(readdirSync(new URL("vendor/", www)).sort(), ["LICENSES.txt", "SHA256SUMS", "preact.d.ts", "preact.js"]);
});

test("nothing in the page is inline, and nothing comes from another host", () => {
  const page = text("index.html");
  assert.doesNotMatch(page, /<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  assert.doesNotMatch(page, /(href|src)="(?!\/)/);
});

/** The rules of _headers: the lines below each path. */
const rules = new Map(text("_headers").trim().split("\n\n").map((rule) => rule.split("\n  ")).map(([path, ...lines]) => [path, lines]));

test("the headers forbid what the page does not need", () => {
  const lines = rules.get("/*");
  const policy = lines.find((line) => line.startsWith("Content-Security-Policy: ")).replace(/^\S+ /, "");
  assert.ok(policy.startsWith("default-src 'none'; "));
  for (const part of ["script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'", "base-uri 'none'", "form-action 'none'", "connect-src 'self'"]) {
    assert.ok(policy.split("; ").includes(part), part);
  }
  assert.doesNotMatch(policy, /unsafe/);
  for (const line of ["X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin"]) assert.ok(lines.includes(line), line);
});

test("only the client and the contract are for pages of other origins, and nothing is kept for good before it is named by its content", () => {
  const having = (header) => [...rules].filter(([, lines]) => lines.some((line) => line.startsWith(`${header}: `))).map(([path]) => path);
  const forOthers = ["/client.js", "/client.d.ts", "/openapi.d.ts", "/openapi.json"];
  assert.deepEqual([having("Access-Control-Allow-Origin"), having("Cross-Origin-Resource-Policy")], [forOthers, forOthers]);
  assert.deepEqual(having("Cache-Control"), []);
  assert.deepEqual(having("Content-Security-Policy"), ["/*"]);
});

test("no address of the page begins like one of the API", () => {
  const lines = text("_redirects").trim().split("\n").map((line) => line.match(/^\/(\S+) (?:\/ (?:200|302)|\/\S+ 301)$/)?.[1].split("/")[0]);
  assert.equal(lines.length, 10);
  assert.ok(!lines.includes(undefined));
  for (const prefix of workerFirst().flat()) assert.ok(!lines.includes(prefix.split("/")[1]), prefix);
});

test("every operation reaches the Worker, here and deployed: what does not is a file or 404.html", () => {
  const [here, deployed] = workerFirst();
  assert.deepEqual(here, deployed);
  const isIn = (path) => here.some((pattern) => (pattern.endsWith("/*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
  const paths = Object.keys(JSON.parse(text("openapi.json")).paths);
  assert.deepEqual(paths.filter((path) => !isIn(path)), []);
});

/** What is listed of addresses for both of the Worker's environments. */
function workerFirst() {
  const lists = [...readFileSync(new URL("../wrangler.toml", www), "utf8").matchAll(/^run_worker_first = (.*)$/gm)].map((match) => JSON.parse(match[1]));
  assert.equal(lists.length, 2);
  return lists;
}

test("the icon that the page draws is that of the file", () => {
  const shapes = (path) => text(path).match(/<(?:rect|circle) .*/g);
  assert.equal(shapes("icon.svg").length, 4);
  assert.deepEqual(shapes("views/icon.js"), shapes("icon.svg"));
});

test("llms.txt leads to what is there", () => {
  const guide = text("llms.txt");
  assert.match(guide, /^# Greenlight\n\n> /);
  const views = ["/", ...[...text("_redirects").matchAll(/^(\S+) \/ 200$/gm)].map((match) => match[1])];
  const links = [...guide.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]);
  for (const link of ["/openapi.json", "/client.js", "/reference"]) assert.ok(links.includes(link), link);
  for (const link of links.filter((link) => !views.includes(link))) assert.ok(text(link.slice(1)), link);
});
