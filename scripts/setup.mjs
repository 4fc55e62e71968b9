// Brings a fresh clone to where it can be built and run: checks what must be there, installs what may be.
import { installPackages } from "./npm-packages.mjs";
import { Failure } from "./failure.mjs";
import { withLock } from "./lock.mjs";
import { entry } from "./program.mjs";
import { inProject, isAtLeast } from "./project.mjs";
import { installSchemathesis } from "./schemathesis.mjs";
import { installSystemPackages } from "./system-packages.mjs";
import { addLints, addWasmTarget, checkRust, installBuildTools, installCrateCheck } from "./toolchain.mjs";

entry(import.meta.url, async () => {
  await setUp();
  console.log("Everything is in place. Next: npm start");
});

/** Installs what is missing to build and run. */
export function setUp() {
  return oneByOne([checkNode, checkRust, installPackages, addWasmTarget, installBuildTools]);
}

/** Installs what is missing to test, once the rest is there. */
export function setUpTests() {
  return oneByOne([addLints, installCrateCheck, installSystemPackages, installSchemathesis]);
}

function oneByOne(steps) {
  return withLock(inProject(".tools", "setup.lock"), "another set-up", async () => {
    for (const step of steps) await step();
  });
}

function checkNode() {
  if (isAtLeast(process.versions.node, "20")) return;
  throw new Failure(`Node ${process.versions.node} is too old: 20 or newer installs the rest. See https://nodejs.org.`);
}
