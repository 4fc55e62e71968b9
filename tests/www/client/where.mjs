// Where the client runs, and how little of it there is.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { end, start } from "../../../scripts/command.mjs";
import { inProject } from "../../../scripts/project.mjs";
import { JOB, setUp } from "./served.mjs";

const source = readFileSync(inProject("www/client.js"), "utf8");
const { code: minified } = await transform(source, { minify: true, format: "esm" });

test("the client has at most 6 KiB as it is written and 4 KiB minified, gzipped, and imports nothing", () => {
  assert.ok(gzipSync(source).length <= 6144, `${gzipSync(source).length} bytes`);
  assert.ok(gzipSync(minified).length <= 4096, `${gzipSync(minified).length} bytes`);
  assert.doesNotMatch(minified, /\bimport\b/);
});

test("errors keep their names in a minified program", async () => {
  const { GreenlightError, JobFailedError, NotFoundError } = await import(`data:text/javascript,${encodeURIComponent(minified)}`);
  assert.notEqual(NotFoundError.name, "NotFoundError");
  const problem = { title: "There is none", detail: "it is gone" };
  assert.equal(String(new NotFoundError(problem)), "NotFoundError: There is none: it is gone");
  assert.equal(new GreenlightError(problem).name, "GreenlightError");
  assert.equal(new JobFailedError({ id: 7, status: "canceled" }).name, "JobFailedError");
});

const PROGRAM = `import { answerOf, Greenlight } from "./client.js";
export default {
  async fetch(request) {
    const greenlight = new Greenlight(await request.json());
    const job = await greenlight.jobs.create(${JSON.stringify(JOB)});
    const isKnown = (await greenlight.jobs.get(job.id, { known: job })) === job;
    await greenlight.jobs.cancel(job.id, {}, { ifMatch: job });
    const { status } = await greenlight.jobs.wait(job.id, { until: "canceled" });
    const changes = greenlight.changes();
    const isPushed = (await changes.next()).value === null;
    await changes.return();
    const problem = await greenlight.jobs.approve(job.id).catch((error) => error);
    return Response.json({ created: answerOf(job).status, isKnown, status, isPushed, problem: problem.name });
  },
};`;

// The older one is that of Workers that nobody has touched since; they know fewer of fetch's options.
const DATES = ["2022-01-01", "2026-01-01"];

const services = DATES.map((date) => `(name = "${date}", worker = (modules = .modules, compatibilityDate = "${date}"))`);
const sockets = DATES.map((date) => `(name = "${date}", address = "127.0.0.1:0", http = (), service = "${date}")`);

/** How the runtime serves the program: once for each date. */
const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const modules :List(Workerd.Worker.Module) = [(name = "program.js", esModule = embed "program.js"), (name = "client.js", esModule = embed "client.js")];
const config :Workerd.Config = (
  services = [${services}, (name = "internet", network = (allow = ["public", "private"]))],
  sockets = [${sockets}],
);`;

test("the client runs inside Workers, old ones too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "greenlight-client-"));
  const files = { "program.js": PROGRAM, "client.js": source, "config.capnp": CONFIGURATION };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const runtime = start("workerd", ["serve", "--control-fd=1", join(folder, "config.capnp")], { output: "pipe" });
  try {
    const ports = [];
    for await (const line of createInterface(runtime.stdout)) if (ports.push(JSON.parse(line).port) === DATES.length) break;
    assert.equal(ports.length, DATES.length);
    for (const port of ports) {
      const { settings } = await setUp();
      const answered = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: JSON.stringify(settings) });
      assert.deepEqual(await answered.json(), { created: 201, isKnown: true, status: "canceled", isPushed: true, problem: "ConflictError" });
    }
  } finally {
    await end(runtime);
    rmSync(folder, { recursive: true });
  }
});
