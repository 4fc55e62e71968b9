// JSON as text: laid out and taken apart without decoding a value, so that what is shown is what is stored.

/** A string, a bracket, a comma or colon, or anything else up to the next of them: a number, true, false, null. */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Lays JSON out over lines, two spaces a level. Only whitespace between tokens changes: `9007199254740993`, `1.10`,
 * escapes, repeated keys and their order stay.
 * @param {string} text valid JSON
 * @returns {string}
 */
export function layOut(text) {
  const tokens = text.match(TOKEN) ?? [];
  const pieces = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === "{" || token === "[") {
      pieces.push(token);
      if (!closes(tokens[index + 1])) pieces.push(newLine((depth += 1)));
    } else if (closes(token)) {
      if (!opens(tokens[index - 1])) pieces.push(newLine((depth = Math.max(0, depth - 1))));
      pieces.push(token);
    } else if (token === ",") {
      pieces.push(token, newLine(depth));
    } else {
      pieces.push(token === ":" ? ": " : token);
    }
  }
  return pieces.join("");
}

/**
 * The members of an object, each value as the text it is in the object's text.
 * @param {string} text a JSON object
 * @returns {Map<string, string>}
 */
export function members(text) {
  const found = new Map();
  let depth = 0;
  let name = "";
  let start = -1;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (depth === 1 && (token === "," || token === "}") && start >= 0) {
      found.set(name, text.slice(start, index).trim());
      start = -1;
    } else if (depth === 1 && token === ":" && start < 0) {
      start = index + 1;
    } else if (depth === 1 && start < 0 && token.startsWith('"')) {
      name = JSON.parse(token);
    }
    depth += opens(token) ? 1 : closes(token) ? -1 : 0;
  }
  return found;
}

const opens = (/** @type {string | undefined} */ token) => token === "{" || token === "[";
const closes = (/** @type {string | undefined} */ token) => token === "}" || token === "]";
const newLine = (/** @type {number} */ depth) => `\n${"  ".repeat(depth)}`;
