// The files of www/ as they are served: colours, size, modules, vendored code, headers.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

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
  const rest = text("styles.css").replaceAll(/--[\w-]+: light-dark\([^)]*\);/g, "");
  assert.deepEqual(rest.match(/#[0-9a-f]{3,8}\b(?! *\{)/gi), null);
});

test("every status of the page has a colour in the styles", () => {
  const statuses = [...text("pure/status.js").matchAll(/^ {2}\["(\w+)",/gm)].map((match) => match[1]);
  assert.equal(statuses.length, 8);
  for (const status of statuses) assert.ok(text("styles.css").includes(`[data-status="${status}"]`), status);
});

test("modules are small, begin with what they are for, and import only what is there", () => {
  for (const path of modules) {
    // The client is one file, so that others can copy it.
    assert.ok(text(path).split("\n").length <= (path === "client.js" ? 351 : 151), path);
    assert.match(text(path), /^\/\/ [A-Z]/, path);
  }
});

test("pure modules import only pure ones, views no talk and no wire", () => {
  const allowed = { pure: ["pure"], views: ["pure", "views", "vendor"], talk: [], wire: ["pure"] };
  for (const path of modules.filter((module) => module.includes("/"))) {
    const [folder] = path.split("/");
    for (const [, imported] of text(path).matchAll(/from "([^"]+)"/g)) {
      const [target] = new URL(imported, new URL(path, www)).href.slice(www.href.length).split("/");
      assert.ok(allowed[folder].includes(target), `${path} imports ${imported}`);
    }
  }
});

test("the page asks for every module at once", () => {
  const preloaded = [...text("index.html").matchAll(/rel="modulepreload" href="\/([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(preloaded.sort(), [...modules.filter((path) => path !== "app.js"), "vendor/preact.js"].sort());
});

test("scripts and styles have at most 40 KB as written, gzipped", () => {
  const files = [...modules, "vendor/preact.js", "styles.css"];
  const size = files.reduce((sum, path) => sum + gzipSync(text(path)).length, 0);
  assert.ok(size <= 40 * 1024, `${size} bytes`);
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

test("the headers forbid what the page does not need", () => {
  const headers = text("_headers");
  const policy = headers.match(/Content-Security-Policy: (.*)/)[1];
  assert.ok(policy.startsWith("default-src 'none'; "));
  for (const part of ["script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'", "base-uri 'none'", "form-action 'none'", "connect-src 'self'"]) {
    assert.ok(policy.split("; ").includes(part), part);
  }
  assert.doesNotMatch(policy, /unsafe/);
  for (const line of ["X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin"]) assert.ok(headers.includes(`\n  ${line}\n`), line);
});
