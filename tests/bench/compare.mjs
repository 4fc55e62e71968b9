// Serves the same jobs with each server in its turn, round after round, and tells what each took.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entry } from "../../scripts/program.mjs";
import { inProject } from "../../scripts/project.mjs";
import { checkAnswers } from "./answers.mjs";
import { checkSpace, fill, reset } from "./database.mjs";
import { versions } from "./machine.mjs";
import { measure, warmUp } from "./measure.mjs";
import { operationsOf } from "./operations.mjs";
import { readOptions } from "./options.mjs";
import { report, table } from "./report.mjs";
import { prepare } from "./servers.mjs";

entry(import.meta.url, async () => {
  const options = readOptions();
  for (const jobs of options.sizes) checkSpace(tmpdir(), jobs);
  const servers = await prepare(options.servers);
  const sizes = [];
  for (const jobs of options.sizes) {
    sizes.push(await compare(jobs, servers, options));
    if (options.isWhole) console.log(`\n${table(sizes.at(-1))}`);
  }
  const text = report(sizes, await versions(), options);
  if (!options.isWhole) return console.log(`\n${text}`);
  writeFileSync(inProject("tests", "bench", "RESULTS.md"), text);
  console.log("\nWritten: tests/bench/RESULTS.md");
});

/** All rounds with so many jobs: for each server and operation the figures of each round, and the rows that D1 counts. */
async function compare(jobs, servers, options) {
  const began = Date.now();
  const state = mkdtempSync(join(tmpdir(), "greenlight-bench-"));
  const remove = () => rmSync(state, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const database = { state, jobs, file: await fill(state, jobs) };
    console.log(`${jobs.toLocaleString("en")} jobs are there after ${seconds(began)} s.`);
    const costs = await checkAnswers(servers, database);
    const figures = await allRounds(servers, database, options);
    return { jobs, servers, costs, figures, seconds: seconds(began) };
  } finally {
    remove();
  }
}

async function allRounds(servers, database, options) {
  const figures = new Map(servers.map(({ name }) => [name, new Map()]));
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const server of servers) await oneRound(server, database, options, figures.get(server.name));
    console.log(`Round ${round} of ${options.rounds} is done.`);
  }
  return figures;
}

async function oneRound(server, database, options, figures) {
  reset(database);
  const served = await server.start(database);
  try {
    await warmUp(served, operationsOf(server), options);
    for (const operation of operationsOf(server)) {
      const figure = await measure(served, operation, options);
      figures.set(operation.name, [...(figures.get(operation.name) ?? []), figure]);
      console.log(`${server.name}, ${operation.name}: ${figure.cpu.toFixed(0)} µs, ${figure.rate.toFixed(0)} requests/s`);
    }
  } finally {
    await served.stop();
  }
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}
