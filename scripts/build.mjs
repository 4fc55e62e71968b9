// Builds the Worker into build/, if what it is made of has changed, and keeps it small.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";
import { entry } from "./program.mjs";
import { inProject, npmBinary, readProject, wasmBindgen, workerBuild } from "./project.mjs";
import { installed, missingTools } from "./toolchain.mjs";

const MOST_BYTES = 200_000;
const stamp = inProject("build", ".inputs");
const wasm = inProject("build", "index_bg.wasm");

entry(import.meta.url, build);

/** Builds the Worker unless it is up to date; several callers take turns. */
export function build() {
  return withLock(inProject("target", "build.lock"), "another build", async () => {
    const inputs = fingerprint(sources());
    if (isBuiltFrom(inputs)) return console.log("The Worker is up to date.");
    rmSync(stamp, { force: true });
    await compile();
    await shrink();
    checkSize();
    writeFileSync(stamp, inputs);
  });
}

function isBuiltFrom(inputs) {
  return existsSync(wasm) && existsSync(inProject("build", "index.js")) && existsSync(stamp) && readFileSync(stamp, "utf8") === inputs;
}

/** The files that the Worker is made of and with. */
function sources() {
  const files = readdirSync(inProject("src"), { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => `${file.parentPath ?? file.path}/${file.name}`).sort();
  return ["Cargo.toml", "Cargo.lock", "package-lock.json", "scripts/build.mjs"].map((name) => inProject(name)).concat(paths);
}

async function compile() {
  if (missingTools(readProject("Cargo.lock"), installed()).length) throw new Failure("The build tools are missing or old. Run: npm run setup");
  console.log("Building the Worker");
  await run(workerBuild, ["--release"], {
    env: { WASM_BINDGEN_BIN: wasmBindgen, ESBUILD_BIN: npmBinary("esbuild"), WASM_OPT_BIN: npmBinary("wasm-opt"), RUST_BACKTRACE: "0", RUSTFLAGS: flags() },
    otherwise: "The Worker was not built; the messages above say why.",
  });
}

/** Hashing in few bytes rather than in little time, and no word of where this machine keeps the crates. */
function flags() {
  const crates = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
  return [process.env.RUSTFLAGS, '--cfg sha2_backend_soft="compact"', `--remap-path-prefix=${crates}=`].filter(Boolean).join(" ");
}

/** worker-build keeps the functions' names and optimises for speed; both cost more bytes than they are worth here. */
function shrink() {
  // What is inlined in one place is larger when it is compressed.
  return run(npmBinary("wasm-opt"), [wasm, "-Os", "--converge", "--one-caller-inline-max-function-size=1", "--strip-debug", "-o", wasm], {
    otherwise: "wasm-opt did not accept the Worker; the messages above say why.",
  });
}

function checkSize() {
  const bytes = gzipSync(readFileSync(wasm), { level: 9 }).length;
  const size = `index_bg.wasm is ${(bytes / 1000).toFixed(1)} KB gzipped, of ${MOST_BYTES / 1000} KB`;
  if (bytes > MOST_BYTES) throw new Failure(`${size}: too large. Find out what grew, or take it out.`);
  console.log(`Built: ${size}.`);
}
