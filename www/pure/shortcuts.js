// The single keys that the page knows. None of them spends money or destroys anything.

/** @typedef {"search" | "new" | "refresh" | "shortcuts" | "next" | "previous"} Shortcut */

/** @type {{ keys: string, name: Shortcut, does: string }[]} */
export const SHORTCUTS = [
  { keys: "/", name: "search", does: "Go to the search field" },
  { keys: "n", name: "new", does: "Make a new job" },
  { keys: "r", name: "refresh", does: "Look for changes now" },
  { keys: "j", name: "next", does: "The next scene of a storyboard" },
  { keys: "k", name: "previous", does: "The scene before" },
  { keys: "?", name: "shortcuts", does: "Show these keys" },
];

/** A key that is held down leafs through scenes, and does nothing else. */
const REPEATED = ["next", "previous"];

/**
 * What a key press stands for; `null` if nothing.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "isComposing" | "repeat">} event
 */
export function shortcutFor({ key, ctrlKey, altKey, metaKey, isComposing, repeat }) {
  const name = SHORTCUTS.find(({ keys }) => keys === key)?.name;
  if (!name || ctrlKey || altKey || metaKey || isComposing) return null;
  return repeat && !REPEATED.includes(name) ? null : name;
}
