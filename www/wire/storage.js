// What the browser keeps for this page beside the token: drafts and settings. Where it forbids that, they last until the page is left.

const PREFIX = "greenlight.";

/** @type {Map<string, string>} */
const forbidden = new Map();

/**
 * What is stored under a name; `null` if there is nothing that can be read.
 * @param {string} name
 * @returns {any}
 */
export function read(name) {
  try {
    return JSON.parse(forbidden.get(name) ?? localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {unknown} value `null` removes it
 */
export function write(name, value) {
  const text = JSON.stringify(value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
    forbidden.delete(name);
  } catch {
    forbidden.set(name, text);
  }
}

/** The names of all that is stored. */
function names() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/**
 * Forgets all that begins so: whoever signs out leaves no drafts behind.
 * @param {string} beginning
 */
export function forget(beginning) {
  for (const name of [...forbidden.keys(), ...names()]) if (name.startsWith(beginning)) write(name, null);
}
