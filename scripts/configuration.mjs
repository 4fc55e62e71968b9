// What wrangler.toml says of the Worker on Cloudflare: enough of TOML for the lines that this project's own file has.
import { Failure } from "./failure.mjs";
import { readProject } from "./project.mjs";

const PLACEHOLDER = /^[0-]*$/;

/** The section of wrangler.toml that is deployed: ENVIRONMENT, or production. */
export const deployedEnvironment = () => process.env.ENVIRONMENT || "production";

/** The flag that makes wrangler use that section; a Failure if there is none. */
export function environmentFlag(configuration = readProject("wrangler.toml"), environment = deployedEnvironment()) {
  if (configuration.includes(`\n[env.${environment}]\n`)) return `--env=${environment}`;
  throw new Failure(`wrangler.toml has no [env.${environment}]: copy the section [env.production], or set ENVIRONMENT to one that is there.`);
}

/** The id of its database; a Failure as long as it is the placeholder. */
export function databaseId(configuration = readProject("wrangler.toml"), environment = deployedEnvironment()) {
  const id = value(table(configuration, `[[env.${environment}.d1_databases]]`), "database_id");
  if (id && !PLACEHOLDER.test(id)) return id;
  throw new Failure(`wrangler.toml names no database on Cloudflare: make one with \`npx wrangler d1 create greenlight\`, and set database_id of [[env.${environment}.d1_databases]] to its id.`);
}

/** The origins whose pages may call it; a Failure if one is not written as browsers send it. */
export function allowedOrigins(configuration = readProject("wrangler.toml"), environment = deployedEnvironment()) {
  const origins = (value(table(configuration, `[env.${environment}.vars]`), "ALLOWED_ORIGINS") ?? "").split(/[\s,]+/).filter(Boolean);
  const wrong = origins.filter((origin) => !isOrigin(origin));
  if (wrong.length === 0) return origins;
  throw new Failure(`ALLOWED_ORIGINS in wrangler.toml has ${wrong.join(" and ")}: write each origin as browsers send it, such as https://studio.example or http://localhost:3000, without a path, a slash at the end or a *.`);
}

function isOrigin(text) {
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** The lines of a table, up to the next one; "" if it is not there. */
function table(configuration, header) {
  const [, lines = ""] = configuration.split(`\n${header}\n`);
  return lines.split(/^\[/m)[0];
}

function value(lines, key) {
  return lines.match(new RegExp(`^${key} = "([^"]*)"`, "m"))?.[1];
}
