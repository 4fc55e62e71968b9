// What a script is: one main function, a sentence when it fails, and nothing left running when it ends.
import { realpathSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { endCommands } from "./command.mjs";
import { Failure } from "./failure.mjs";

let ending = false;

/** Runs `main` if its module is the script that node was asked to run. */
export function entry(moduleUrl, main) {
  const script = process.argv[1];
  if (script && realpathSync(script) === fileURLToPath(moduleUrl)) runMain(main);
}

async function runMain(main) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => leave(128 + constants.signals[signal]));
  try {
    await main();
    leave(0);
  } catch (error) {
    if (!ending) console.error(error instanceof Failure ? `\n${error.message}` : error);
    leave(1);
  }
}

async function leave(code) {
  if (ending) return;
  ending = true;
  await endCommands();
  process.exit(code);
}
