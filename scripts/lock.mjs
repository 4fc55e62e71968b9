// One at a time: work that would go wrong if two scripts did it at once, in one project or on one database.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Runs `work` while no other process holds the lock file at `path`; says so once if it has to wait. */
export async function withLock(path, activity, work) {
  await take(path, activity);
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

async function take(path, activity) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!tryToTake(path)) {
    const holder = readHolder(path);
    if (holder && !isAlive(holder)) rmSync(path, { force: true });
    else if (!told) told = tell(path, activity, holder);
    await pause(200);
  }
}

function tryToTake(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** The process id in the lock file; undefined if the file is gone or not written yet. */
function readHolder(path) {
  try {
    return Number(readFileSync(path, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(processId) {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function tell(path, activity, holder) {
  console.error(`Waiting: ${activity} is going on in process ${holder ?? "?"} (if that is not so, delete ${path}).`);
  return true;
}
