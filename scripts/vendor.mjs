// Makes www/vendor/: Preact, htm and signals as one ES module, with their licences and checksums.
// Run it by hand when a version below changes: node scripts/vendor.mjs
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const PACKAGES = { preact: "11.2.0", htm: "3.1.1", "@preact/signals-core": "1.14.5" };

const MODULE = `
import { h } from "preact";
import htm from "htm";
export { render } from "preact";
export { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { effect, signal } from "@preact/signals-core";
/** Markup as a tagged template. */
export const html = htm.bind(h);
`;

const target = new URL("../www/vendor/", import.meta.url);
const names = Object.entries(PACKAGES).map(([name, version]) => `${name} ${version}`).join(", ");

const folder = mkdtempSync(join(tmpdir(), "vendor-"));
try {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  const { outputFiles } = await build({
    stdin: { contents: MODULE, resolveDir: folder },
    bundle: true, format: "esm", minify: true, target: "es2022", write: false, legalComments: "none",
    banner: { js: `/* ${names}. Licences: LICENSES.txt. Made by scripts/vendor.mjs. */` },
  });
  const licences = Object.entries(PACKAGES).map(([name, version]) =>
    `${name} ${version}\n\n${readFileSync(join(folder, "node_modules", name, "LICENSE"), "utf8").trim()}\n`);
  write({ "preact.js": outputFiles[0].text, "LICENSES.txt": licences.join(`\n${"-".repeat(80)}\n\n`) });
} finally {
  rmSync(folder, { recursive: true });
}

/** Writes the files, and a list of their checksums as `sha256sum --check` reads it. */
function write(files) {
  mkdirSync(target, { recursive: true });
  const sums = Object.entries(files).map(([name, text]) => {
    writeFileSync(new URL(name, target), text);
    return `${createHash("sha256").update(text).digest("hex")}  ${name}\n`;
  });
  writeFileSync(new URL("SHA256SUMS", target), sums.join(""));
}
