// The Rust side of set-up: the compiler, its WebAssembly target, the two build tools that match Cargo.lock, and what checks it.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { capture, run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { isAtLeast, lockedVersion, oldestRust, readProject, tools } from "./project.mjs";

/** Looks at the licences and origins of the crates; only the tests need it. */
const CRATE_CHECK = { crate: "cargo-deny", binary: "cargo-deny", version: "0.20.2" };

const TARGET = "wasm32-unknown-unknown";
const RUSTUP = "rustup (see https://rustup.rs)";

/** Fails if there is no Rust that is new enough. */
export async function checkRust() {
  const { code, stdout, stderr } = await capture("rustc", ["--version"]);
  if (code === 127) throw new Failure(`Rust is not installed. Install it with ${RUSTUP}, open a new terminal, and try again.`);
  if (code !== 0) throw new Failure(`rustc does not run:\n${stderr.trim()}\nRepair the Rust installation with ${RUSTUP}.`);
  const [have, want] = [stdout.split(" ")[1], oldestRust(readProject("Cargo.toml"))];
  if (!isAtLeast(have, want)) throw new Failure(`Rust ${have} is too old: Greenlight needs ${want}. Run: rustup update stable`);
}

/** Adds the target that Workers are compiled for. */
export async function addWasmTarget() {
  const { stdout } = await capture("rustc", ["--print", "target-libdir", "--target", TARGET]);
  if (existsSync(stdout.trim())) return;
  await addWithRustup(["target", "add", TARGET], `the target ${TARGET}`);
}

/** Adds what only the tests need of Rust. */
export async function addLints() {
  const versions = await Promise.all(["fmt", "clippy"].map((name) => capture("cargo", [name, "--version"])));
  if (versions.every(({ code }) => code === 0)) return;
  await addWithRustup(["component", "add", "rustfmt", "clippy"], "rustfmt and clippy");
}

async function addWithRustup(args, what) {
  console.log(`Adding ${what} to Rust`);
  const { code, stderr } = await capture("rustup", args);
  if (code === 127) throw new Failure(`This Rust lacks ${what}, and there is no rustup to add it. Install Rust with ${RUSTUP}, or ${what} the way this Rust was installed.`);
  if (code !== 0) throw new Failure(`\`rustup ${args.join(" ")}\` failed:\n${stderr.trim()}\nIs the network there? Run that command, then try again.`);
}

/** Compiles the build tools that are missing or of another version than Cargo.lock asks for. */
export function installBuildTools() {
  return installAll(missingTools(readProject("Cargo.lock"), installed()));
}

/** Compiles what checks the crates, if it is missing or of another version. */
export function installCrateCheck() {
  return installAll([CRATE_CHECK].filter((tool) => !isInstalled(tool, installed())));
}

async function installAll(missing) {
  for (const tool of missing) await install(tool);
  // Kept until all are there, so that an interrupted set-up goes on where it was.
  if (missing.length) rmSync(join(tools, "target"), { recursive: true, force: true });
}

/** The build tools that are not there in the version that Cargo.lock asks for. */
export function missingTools(lock, record) {
  return [
    { crate: "worker-build", binary: "worker-build", version: lockedVersion(lock, "worker") },
    { crate: "wasm-bindgen-cli", binary: "wasm-bindgen", version: lockedVersion(lock, "wasm-bindgen") },
  ].filter((tool) => !isInstalled(tool, record));
}

function isInstalled({ crate, version }, record) {
  return record.includes(`"${crate} ${version} `);
}

/** What cargo noted of the tools that it installed here. */
export function installed() {
  const record = join(tools, ".crates.toml");
  return existsSync(record) ? readFileSync(record, "utf8") : "";
}

/** Without optimisation, which takes twice as long and would save half a second of each build. */
async function install({ crate, binary, version }) {
  console.log(`Compiling the tool ${crate} ${version} (once; one to two minutes)`);
  const where = ["--root", tools, "--target-dir", join(tools, "target")];
  await run("cargo", ["install", "--locked", "--debug", "--force", ...where, "--bin", binary, `${crate}@${version}`], {
    env: { CARGO_PROFILE_DEV_DEBUG: "0", CARGO_INCREMENTAL: "0" },
    otherwise: `The tool ${crate} ${version} could not be compiled; the messages above say why.
It needs the network once, a C compiler, and on Linux pkg-config and OpenSSL's headers
(Debian: apt-get install build-essential pkg-config libssl-dev). Then try again: what is done is not done twice.`,
  });
}
