// Finds where a text stops being JSON that a job keeps. The browsers' own messages differ, and not all of them say where.

const TOKEN = /([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|((?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;
const SPACE = /[ \t\r\n]*/y;
/** The API takes 100, of which the job around is one. */
const LEVELS = 99;

/** @typedef {"value" | "value or ]" | "name or }" | "name" | "colon" | "end"} Awaited */

/** @type {Record<Awaited, string>} */
const WORDS = {
  value: "a value", "value or ]": "a value or “]”", "name or }": "a name in double quotes or “}”", name: "a name in double quotes",
  colon: "“:”", end: "nothing more",
};

/**
 * The first place that cannot be kept as JSON, and what would fit there; `null` if all of it can.
 * @param {string} text
 * @returns {{ line: number, column: number, awaited: string } | null}
 */
export function fault(text) {
  /** @type {Awaited} */
  let awaited = "value";
  /** @type {string[]} */
  const open = [];
  for (let at = 0; ; ) {
    at = end(SPACE, text, at) ?? at;
    if (at === text.length && awaited === "end" && open.length === 0) return null;
    const after = end(TOKEN, text, at);
    const token = text.slice(at, after ?? at);
    /** @type {Awaited | null} */
    const next = after === null ? null : follow(awaited, token, open);
    if (next === null || after === null) return { ...place(text, at), awaited: wordsFor(awaited, open) };
    const kept = keepable(token, open.length);
    if (kept !== null) return { ...place(text, at), awaited: kept };
    [awaited, at] = [next, after];
  }
}

/** @param {RegExp} pattern @param {string} text @param {number} at */
function end(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/**
 * What is awaited after a token; `null` if it does not fit.
 * @param {Awaited} awaited
 * @param {string} token
 * @param {string[]} open the brackets that are still to come
 * @returns {Awaited | null}
 */
function follow(awaited, token, open) {
  if (awaited === "colon") return token === ":" ? "value" : null;
  if (awaited === "end" && token === "," && open.length > 0) return open.at(-1) === "}" ? "name" : "value";
  if ("}]".includes(token)) return awaited.endsWith(token) || (awaited === "end" && open.at(-1) === token) ? (open.pop(), "end") : null;
  if (awaited.startsWith("name")) return token.startsWith('"') ? "colon" : null;
  if (awaited === "end" || ",:".includes(token)) return null;
  if (token !== "{" && token !== "[") return "end";
  open.push(token === "{" ? "}" : "]");
  return token === "{" ? "name or }" : "value or ]";
}

/**
 * What would fit instead of JSON that the API does not keep, because not every program can read it; `null` if it does.
 * @param {string} token
 * @param {number} levels
 */
function keepable(token, levels) {
  if (levels > LEVELS) return `no more than ${LEVELS} levels`;
  if (/^-?\d/.test(token)) return Number.isFinite(Number(token)) ? null : "a number nearer to 0";
  return token.startsWith('"') && /\p{Surrogate}/u.test(JSON.parse(token)) ? "text without half a character like \\ud800 in it" : null;
}

/** @param {string} text @param {number} at */
function place(text, at) {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
}

/** @param {Awaited} awaited @param {string[]} open */
const wordsFor = (awaited, open) => (awaited === "end" && open.length > 0 ? `“,” or “${open.at(-1)}”` : WORDS[awaited]);
