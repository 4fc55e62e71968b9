// Where the figures come from: the machine, and the versions of what was measured.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { capture } from "../../scripts/command.mjs";
import { inProject, readProject } from "../../scripts/project.mjs";
import { pythonPackages } from "./python.mjs";

/** Pairs of a name and what to say of it. */
export async function versions() {
  const [{ model }] = cpus();
  return [
    ["date", new Date().toISOString().slice(0, 10)],
    ["commit", await commit()],
    ["machine", `${cpus().length} cores of ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${process.platform} ${process.arch}`],
    ...["workerd", "wrangler", "miniflare", "hono", "zod", "autocannon"].map((name) => [name, packageVersion(name)]),
    ["SQLite of workerd", sqliteOfWorkerd()],
    ["rustc", (await said("rustc", "--version")).split(" ")[1]],
    ["the Worker's wasm, gzipped", `${(gzipSync(readFileSync(inProject("build", "index_bg.wasm")), { level: 9 }).length / 1000).toFixed(1)} KB`],
    ["its start-up, by `wrangler check startup`", await startUp()],
    ...(await pythonVersions()),
  ];
}

async function commit() {
  const changes = await said("git", "status", "--porcelain");
  return (await said("git", "rev-parse", "--short", "HEAD")) + (changes && " and what was not committed");
}

function packageVersion(name) {
  return JSON.parse(readProject("node_modules", name, "package.json")).version;
}

/** D1 does not let anybody ask for it, and workerd does not say it: the name of its sources is in the program. */
function sqliteOfWorkerd() {
  const program = readFileSync(createRequire(import.meta.url)("workerd").default, "latin1");
  const [, date, name] = program.match(/(20\d\d-\d\d-\d\d) \d\d:\d\d:\d\d ([0-9a-f]{64})/) ?? [];
  return date ? `sources of ${date}, ${name.slice(0, 10)}` : "not known";
}

async function startUp() {
  const text = await said("wrangler", "check", "startup", `--outfile=${join(tmpdir(), "greenlight-startup.cpuprofile")}`);
  return `${text.match(/Active: ([\d.]+) ms/)?.[1] ?? "unknown"} ms of processor time`;
}

const ASK_PYTHON = `
import importlib.metadata, platform, sqlite3
print("python", platform.python_version(), sep="\\t")
print("Python's sqlite", sqlite3.sqlite_version, sep="\\t")
for name in ("fastapi", "uvicorn", "uvloop", "httptools", "pydantic", "pyjwt"):
    print(name, importlib.metadata.version(name), sep="\\t")`;

async function pythonVersions() {
  const { stdout } = await capture("python3", ["-c", ASK_PYTHON], { env: { PYTHONPATH: pythonPackages } });
  return stdout.trim().split("\n").map((line) => line.split("\t"));
}

async function said(command, ...args) {
  return (await capture(command, args)).stdout.trim();
}
