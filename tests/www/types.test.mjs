// The client's types: made of openapi.json, kept by client.js, and of use to a program that is written in TypeScript.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";
import { inProject } from "../../scripts/project.mjs";
import { apiTypes } from "../../scripts/types.mjs";

const read = (path) => readFileSync(inProject(path), "utf8");
const { options } = ts.convertCompilerOptionsFromJson(JSON.parse(read("tsconfig.json")).compilerOptions, inProject());

/** Files of the disk, which are the same for every program. */
const parsed = new Map();

/** What the compiler says of a file, and what declarations it makes; `others` are texts of files as if they were on the disk. */
function compile(path, others, more = {}) {
  const host = ts.createCompilerHost({ ...options, ...more });
  const { fileExists, readFile } = host;
  const texts = new Map(Object.entries(others).map(([name, text]) => [inProject(name), text]));
  const made = [];
  Object.assign(host, {
    fileExists: (name) => texts.has(name) || fileExists(name),
    readFile: (name) => texts.get(name) ?? readFile(name),
    writeFile: (name, text) => made.push(text),
    getSourceFile(name, target) {
      if (texts.has(name)) return ts.createSourceFile(name, texts.get(name), target);
      if (!parsed.has(name)) parsed.set(name, ts.createSourceFile(name, readFile(name), target));
      return parsed.get(name);
    },
  });
  const program = ts.createProgram([inProject(path)], { ...options, ...more }, host);
  const found = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  return { complaints: found.map(inWords), declarations: made[0] ?? "" };
}

function inWords({ file, start, messageText }) {
  const line = file && file.getLineAndCharacterOfPosition(start).line + 1;
  return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
}

const COMPARISON = `import * as kept from "./kept.js";
import * as said from "./client.js";
const nothingIsMissing: typeof said = kept;
const nothingIsAdded: Record<Exclude<keyof typeof kept, keyof typeof said>, never> = {};
export { nothingIsMissing, nothingIsAdded };
`;

/** The compiler's complaints about a client.js, and about its use as what client.d.ts says. */
function complaintsAbout(client) {
  const emission = { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: inProject("made") };
  const { complaints, declarations } = compile("www/client.js", { "www/client.js": client }, emission);
  return [...complaints, ...compile("www/comparison.ts", { "www/comparison.ts": COMPARISON, "www/kept.d.ts": declarations }).complaints];
}

test("openapi.d.ts is what openapi.json makes of it (npm run types)", async () => {
  assert.equal(read("www/openapi.d.ts"), await apiTypes());
});

test("client.js does what client.d.ts says, no less and no more", () => {
  assert.deepEqual(complaintsAbout(read("www/client.js")), []);
});

test("a client.js that does something else is found out", () => {
  const client = read("www/client.js");
  const wrong = {
    "with an error inside": client.replace("let attempt = 0,", "let attempt = '',"),
    "without an operation": client.replace('    approve: write("POST", "approve"),\n', ""),
    "without a class": client.replaceAll(/.*ServerError.*\n/g, ""),
    "with something more": `${client}\nexport const more = 1;\n`,
    "with another result": client.replace('=> send("GET", "/healthz", undefined, options)', "=> 1"),
  };
  for (const [name, text] of Object.entries(wrong)) {
    assert.notEqual(text, client, name);
    assert.notDeepEqual(complaintsAbout(text), [], name);
  }
});

test("everything that the references name has a comment that says more", () => {
  const silent = [];
  const visit = (node) => {
    const isMember = ts.isMethodSignature(node) || ts.isPropertySignature(node) || ts.isPropertyDeclaration(node);
    const isExported = (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
    const isToldOutside = ts.isTypeLiteralNode(node.parent);
    if ((isMember || isExported) && !isToldOutside && ts.getJSDocCommentsAndTags(node).length === 0) silent.push(node.name.getText());
    ts.forEachChild(node, visit);
  };
  for (const name of ["client.d.ts", "webhook.d.ts"]) ts.forEachChild(ts.createSourceFile(name, read(`www/${name}`), ts.ScriptTarget.Latest, true), visit);
  assert.deepEqual(silent, []);
});

test("a TypeScript program may write what it should, and is told of mistakes", () => {
  assert.deepEqual(compile("tests/www/client-types.ts", {}).complaints, []);
});
