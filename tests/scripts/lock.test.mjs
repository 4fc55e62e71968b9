// Scripts that take turns.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { spawnSync } from "node:child_process";
import { withLock } from "../../scripts/lock.mjs";

const folder = mkdtempSync(join(tmpdir(), "greenlight-lock-"));
const path = join(folder, "deep", "a.lock");
after(() => rmSync(folder, { recursive: true }));

test("a lock is given back, after a failure too", async () => {
  await assert.rejects(withLock(path, "x", async () => { throw new Error("no"); }), /no/);
  assert.equal(await withLock(path, "x", async () => existsSync(path)), true);
  assert.equal(existsSync(path), false);
});

test("a lock whose holder is dead is taken over", async () => {
  const dead = spawnSync(process.execPath, ["-e", "0"]).pid;
  writeFileSync(path, `${dead}\n`);
  assert.equal(await withLock(path, "x", async () => "mine"), "mine");
});

test("a lock whose holder lives is waited for", async () => {
  writeFileSync(path, `${process.ppid}\n`);
  let entered = false;
  const waiting = withLock(path, "something", async () => (entered = true));
  await pause(300);
  assert.equal(entered, false);
  rmSync(path);
  assert.equal(await waiting, true);
});
