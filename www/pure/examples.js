// Makes examples of an operation that run as they stand: with curl, and with the JavaScript client.

/** @typedef {import("./reference.js").Operation} Operation */

/** What calls an operation, and the name of what comes back; the rest of what the client offers is made of these. */
export const CALLS = /** @type {Record<string, [method: string, result?: string]>} */ ({
  list_jobs: ["jobs.list", "job"],
  create_job: ["jobs.create", "job"],
  claim_job: ["jobs.claim", "job"],
  get_job: ["jobs.get", "job"],
  delete_job: ["jobs.delete"],
  start_job: ["jobs.start", "job"],
  update_progress: ["jobs.updateProgress", "job"],
  merge_progress: ["jobs.mergeProgress", "job"],
  save_storyboard: ["jobs.saveStoryboard", "job"],
  approve_storyboard: ["jobs.approve", "job"],
  reject_storyboard: ["jobs.reject", "job"],
  complete_job: ["jobs.complete", "job"],
  fail_job: ["jobs.fail", "job"],
  cancel_job: ["jobs.cancel", "job"],
  retry_job: ["jobs.retry", "job"],
  increment_retry_count: ["jobs.incrementRetryCount", "job"],
  add_cost: ["jobs.addCost", "job"],
  list_events: ["jobs.events", "{ events }"],
  list_deliveries: ["jobs.deliveries", "{ deliveries }"],
  watch_jobs: ["changes", "change"],
  get_stats: ["stats", "stats"],
  get_webhook_secret: ["webhookSecret", "{ secret }"],
  create_token: ["tokens.create", "{ token }"],
  revoke_token: ["tokens.revoke"],
  get_health: ["health", "{ missing }"],
});

/** The filters that an example shows. */
const SHOWN = ["status", "limit"];
const LONGEST_LINE = 88;
/** Those that yield one thing after the other. */
const GENERATORS = ["jobs.list", "changes"];
/** What a WebSocket begins with. */
const HANDSHAKE = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: R3JlZW5saWdodCBsaXZlIQ==", "Sec-WebSocket-Protocol: greenlight.v1"];

/**
 * A command for a POSIX shell, with a token in the variable `TOKEN`.
 * @param {Operation} operation
 * @param {string} origin
 */
export function curl(operation, origin) {
  const { id, method, parameters, scopes, body } = operation;
  const isSocket = id === "watch_jobs";
  const query = new URLSearchParams(shown(parameters).map(([name, value]) => [name, String(value)])).toString();
  const url = address(operation, origin);
  const content = isSent(body) && sent(body);
  const usual = content ? (body.type === "application/json" ? "POST" : "") : "GET";
  return [
    `curl${isSocket ? " --http1.1 -iN" : method === usual ? "" : ` -X ${method}`} ${query ? `'${url}?${query}'` : url}`,
    scopes && `-H "Authorization: Bearer $TOKEN"`,
    ...(isSocket ? HANDSHAKE.map((header) => `-H "${header}"`) : [content]),
  ].filter(Boolean).join(" \\\n  ");
}

/**
 * What may be left out is, if it says nothing.
 * @param {import("./reference.js").Body | null} body
 * @returns {body is import("./reference.js").Body}
 */
const isSent = (body) => body !== null && (body.isRequired || !isEmpty(body.example));

/** @param {import("./reference.js").Body} body */
function sent({ type, example }) {
  const text = `'${JSON.stringify(example).replaceAll("'", "'\\''")}'`;
  return type === "application/json" ? `--json ${text}` : `-H "Content-Type: ${type}" -d ${text}`;
}

/**
 * A module for Node, Deno or Bun, with client.js beside it and a token in the environment.
 * @param {Operation} operation
 * @param {string} origin
 */
export function javaScript(operation, origin) {
  // What is no JSON, the client does not read.
  if (!CALLS[operation.id]) return `const answer = await fetch("${address(operation, origin)}");\nconsole.log(await answer.text());`;
  const settings = [`baseURL: "${origin}"`, ...(operation.scopes ? ["token: process.env.TOKEN"] : [])].map((line) => `  ${line},\n`).join("");
  return `import { Greenlight } from "./client.js";\n\nconst greenlight = new Greenlight({\n${settings}});\n${call(operation)}`;
}

/** @param {Operation} operation */
function call({ id, parameters, body }) {
  const [method, result] = CALLS[id];
  const query = Object.fromEntries(shown(parameters));
  const last = isSent(body) ? [body.example] : isEmpty(query) ? [] : [query];
  const values = [...parameters.filter((one) => one.in === "path").map(({ example }) => example), ...last];
  const made = `greenlight.${method}(${values.map((value) => literal(value)).join(", ")})`;
  if (GENERATORS.includes(method)) return `for await (const ${result} of ${made}) console.log(${result});`;
  return result ? `const ${result} = await ${made};\nconsole.log(${result.replace(/[{} ]/g, "")});` : `await ${made};`;
}

/**
 * @param {Operation["parameters"]} parameters
 * @returns {[string, unknown][]}
 */
const shown = (parameters) => parameters.filter((one) => one.in === "query" && SHOWN.includes(one.name)).map(({ name, example }) => [name, example]);

/**
 * @param {Operation} operation
 * @param {string} origin
 */
const address = ({ path, parameters }, origin) =>
  origin + path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters.find((one) => one.in === "path" && one.name === name)?.example)));

/** @param {unknown} value */
const isEmpty = (value) => Object.keys(Object(value)).length === 0;

/**
 * A JSON value as JavaScript is written by hand: on one line, if it is not too long.
 * @param {unknown} value
 * @param {string} [margin]
 * @returns {string}
 */
export function literal(value, margin = "") {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const write = (/** @type {string} */ inner) => Object.entries(value).map(([key, one]) => (isList ? "" : `${name(key)}: `) + literal(one, inner));
  const line = write("").join(", ");
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (!line.includes("\n") && margin.length + line.length <= LONGEST_LINE) return isList ? `[${line}]` : `{${line && ` ${line} `}}`;
  const inner = `${margin}  `;
  return `${open}\n${write(inner).map((one) => `${inner}${one},\n`).join("")}${margin}${close}`;
}

/** @param {string} key */
const name = (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
