// What Greenlight runs for each call, said by Greenlight itself (statements.rs), so that peers run the very same.
import { execFileSync } from "node:child_process";
import { environment, root } from "../../scripts/project.mjs";
import { get, operationsOf } from "./operations.mjs";

/** Lists that are not measured, but that a peer has to answer too. */
const OTHERS = [
  { name: "newest", request: () => get("/jobs") },
  { name: "newest, summary", request: () => get("/jobs?view=summary") },
];

/** `{NAME: [{sql, values}]}` as JSON. */
export function statements(authorization, secret) {
  const calls = [...operationsOf({}), ...OTHERS].map(({ name, request }) => ({ name, authorization, ...request(0) }));
  return execFileSync("cargo", ["run", "--quiet", "--locked", "--example", "statements"], {
    cwd: root, env: environment({ TOKEN_SECRET: secret }), input: JSON.stringify(calls), stdio: ["pipe", "pipe", "inherit"],
  });
}
