// What a token says about itself, for what the page shows. What it may do, the server alone decides.

/**
 * @typedef {{ sub: string | null, scope: string | null, client_id: string | null, job_id: string | null, exp: number | null }} Claims
 *   `exp` in seconds since 1970
 */

/**
 * The token of a sign-in link; `null` if there is none.
 * @param {string} fragment as in `location.hash`
 */
export const linkToken = (fragment) => /^#token=([^&]+)/.exec(fragment)?.[1] ?? null;

/**
 * A token that was pasted, alone or with its sign-in link around it.
 * @param {string} text
 */
export const pastedToken = (text) => text.trim().replace(/^.*#token=(?=.)/, "");

/**
 * Whatever cannot be read is `null`; so is everything of a token that is none.
 * @param {string} token
 * @returns {Claims}
 */
export function claimsOf(token) {
  const { sub, scope, client_id, job_id, exp } = payload(token);
  const id = /^[1-9]\d*$/.test(String(job_id)) ? String(job_id) : null;
  return { sub: text(sub), scope: text(scope), client_id: text(client_id), job_id: id, exp: typeof exp === "number" ? exp : null };
}

/**
 * Whether the token says that it has one of these scopes.
 * @param {Claims | null} claims
 * @param {...string} scopes
 */
export function may(claims, ...scopes) {
  const given = claims?.scope?.split(" ") ?? [];
  return given.includes("admin") || scopes.some((scope) => given.includes(scope));
}

/** @param {string} token */
function payload(token) {
  try {
    const binary = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    return Object(JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)))));
  } catch {
    return {};
  }
}

const text = (/** @type {unknown} */ value) => (typeof value === "string" && value !== "" ? value : null);
