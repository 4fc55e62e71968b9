// npm run deploy: builds the Worker and the page, brings the database on Cloudflare up to date, and puts them there. It
// refuses to begin what would not end well. ENVIRONMENT (production) · --dry-run goes as far as it can without an account.
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { capture, run } from "./command.mjs";
import { allowedOrigins, databaseId, environmentFlag } from "./configuration.mjs";
import { remote } from "./d1.mjs";
import { Failure } from "./failure.mjs";
import { migrateIfNeeded } from "./migrate.mjs";
import { buildPage } from "./page.mjs";
import { entry } from "./program.mjs";
import { setUp } from "./setup.mjs";

const SECRET = "TOKEN_SECRET";

entry(import.meta.url, async () => {
  const isDry = readOptions();
  // What costs nothing to find out is asked before minutes of set-up.
  const flag = environmentFlag();
  allowedOrigins();
  if (!isDry) databaseId();
  await setUp();
  await (isDry ? rehearse(flag) : deploy(flag));
});

function readOptions() {
  try {
    return parseArgs({ options: { "dry-run": { type: "boolean", default: false } } }).values["dry-run"];
  } catch (error) {
    throw new Failure(`${error.message}\nnpm run deploy -- [--dry-run]`);
  }
}

async function rehearse(flag) {
  await build();
  await buildPage();
  await run("wrangler", ["deploy", flag, "--dry-run"]);
  console.log("\nThat was a rehearsal: nothing has left this machine, and neither the account nor the database was looked at.");
}

async function deploy(flag) {
  await checkLogin();
  await checkSecret(flag);
  await build();
  await buildPage();
  // First, so that the new Worker finds what it needs: a migration leaves everything in place that the old one uses.
  await migrateIfNeeded(remote());
  await run("wrangler", ["deploy", flag], { otherwise: "The Worker was not deployed; the messages above say why. The one before goes on, and the database suits both." });
  console.log(farewell);
}

/** Fails if wrangler may not do anything on Cloudflare; `wrangler` runs it, and returns what it said. */
export async function checkLogin(wrangler = ask) {
  const { code, stdout, stderr } = await wrangler(["whoami", "--json"]);
  if (code === 0 && json(stdout)?.loggedIn) return;
  const reason = json(stdout) ? "" : `\n${(stderr || stdout).trim()}`;
  throw new Failure(`You are not logged in to Cloudflare: run \`npx wrangler login\`, or set CLOUDFLARE_API_TOKEN where there is no browser.${reason}`);
}

/** Fails if the Worker would be deployed without what it checks tokens with. */
export async function checkSecret(flag, wrangler = ask) {
  const { code, stdout, stderr } = await wrangler(["secret", "list", flag, "--format=json"]);
  if (json(stdout)?.some?.(({ name }) => name === SECRET)) return;
  const said = `${stdout}\n${stderr}`.trim();
  if (code !== 0 && !isUnknownWorker(said)) throw new Failure(`The Worker's secrets could not be listed:\n${said}`);
  const first = code === 0 ? `The Worker has no ${SECRET}` : `There is no such Worker yet, and so no ${SECRET}; giving it one creates it`;
  throw new Failure(`${first}. Make one, and keep it as safe as a password, since it makes tokens for everything:

  export ${SECRET}="$(openssl rand -base64 32)"
  printf %s "$${SECRET}" | npx wrangler secret put ${SECRET} ${flag}`);
}

/** Wrangler's words for a Worker that the account does not have. */
function isUnknownWorker(said) {
  return /Worker ".*" .*not found/.test(said);
}

function ask(args) {
  return capture("wrangler", args);
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const farewell = `
Deployed. With the address above:

  export URL=https://…                                            # ends in .workers.dev, or is your own
  curl -s $URL/healthz                                            # {"missing":[]…}: Worker and database are well
  export TOKEN="$(npm run -s token -- --scope admin)"             # with ${SECRET} still set as you gave it to the Worker
  curl -s $URL/api/v2/stats -H "Authorization: Bearer $TOKEN"
`;
