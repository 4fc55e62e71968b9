// SECURITY.md names the tests that show what it says: each of them is there.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inProject, readProject } from "../../scripts/project.mjs";

test("every test that SECURITY.md names is there", () => {
  const sources = readdirSync(inProject("tests", "api"), { recursive: true }).filter((name) => name.endsWith(".rs"));
  const tests = sources.map((name) => readFileSync(inProject("tests", "api", name), "utf8")).join("\n");
  const named = [...readProject("SECURITY.md").matchAll(/`([a-z]\w+_\w+_\w+_\w+)`/g)].map(([, name]) => name);
  assert.ok(named.length > 15);
  assert.deepEqual(named.filter((name) => !tests.includes(`fn ${name}()`)), []);
  const files = [...readProject("SECURITY.md").matchAll(/`(tests\/\S+?)`/g)].map(([, name]) => name);
  assert.deepEqual(files.filter((name) => !existsSync(inProject(name))), []);
});
