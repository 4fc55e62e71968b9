// Runs `wrangler dev` and tells when the Worker really answers; wrangler's own chatter stays out of the way.
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { end, start } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { lineFilter } from "./wrangler-lines.mjs";

const READY_MS = 120_000;
/** Wrangler's Local Explorer answers at the Worker's own address, and gives the whole database to whoever asks. */
const WITHOUT_EXPLORER = { X_LOCAL_EXPLORER: "false" };

/**
 * Serves the Worker whose wrangler.toml is in `directory`, and returns its `url`, the promise `ended` of the exit code,
 * and `health`, the first answer of /healthz. Port 0 takes a free one; variables that are not in `vars` come from .dev.vars
 * in the directory, if it is there.
 */
export async function serveWorker({ directory, stateDir, port, ip, vars = [], environment = "" }) {
  const server = start("wrangler", wranglerArguments({ stateDir, port, ip, vars, environment }), { cwd: directory, output: "pipe", env: WITHOUT_EXPLORER });
  try {
    const { url, health } = await Promise.race([firstAnswer(server), wentAway(server), tooLate()]);
    return { url: `http://localhost:${new URL(url).port}`, ended: server.ended, health };
  } catch (error) {
    await end(server);
    throw error;
  }
}

function wranglerArguments({ stateDir, port, ip, vars, environment }) {
  // The inspector's usual port is one for all, and would keep a second server from starting.
  const fixed = [`--env=${environment}`, "--local", "--show-interactive-dev-session=false", "--inspector-port=0"];
  return ["dev", ...fixed, `--persist-to=${stateDir}`, `--port=${port}`, `--ip=${ip}`, ...vars.map((pair) => `--var=${pair}`)];
}

/** The first answer of /healthz, of any status: the port is open a moment before the Worker is there. */
async function firstAnswer(server) {
  const url = await readUrl(server);
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer) return { url, health: { status: answer.status, text: await answer.text() } };
    await pause(50);
  }
}

/** The address from wrangler's ready line. What comes before it is shown only if it never comes. */
function readUrl(server) {
  const filter = lineFilter();
  const shown = (line) => [filter(line)].filter(Boolean);
  server.beginning = [];
  let url;
  return new Promise((resolve) => {
    const read = (line) => {
      if (url) return shown(line).forEach((text) => console.error(text));
      url = stripVTControlCharacters(line).match(/Ready on (http:\S+)/)?.[1];
      server.beginning.push(...shown(line));
      if (url) resolve(url);
    };
    for (const stream of [server.stdout, server.stderr]) createInterface(stream).on("line", read);
  });
}

async function wentAway(server) {
  const code = await server.ended;
  throw new Failure(`${server.beginning.join("\n")}\nWrangler ended with exit code ${code} before it served anything; its messages are above.`);
}

async function tooLate() {
  await pause(READY_MS, undefined, { ref: false });
  throw new Failure(`Wrangler has not answered within ${READY_MS / 1000} s.`);
}
