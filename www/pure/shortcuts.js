// The single keys that the page knows.

/** @typedef {"search" | "new" | "refresh" | "shortcuts" | "next" | "previous"} Shortcut */

/** @type {{ keys: string, name: Shortcut, does: string }[]} */
export const SHORTCUTS = [
  { keys: "/", name: "search", does: "Search the list" },
  { keys: "n", name: "new", does: "Make a new job" },
  { keys: "r", name: "refresh", does: "Look for changes now" },
  { keys: "j", name: "next", does: "The next scene of a storyboard" },
  { keys: "k", name: "previous", does: "The scene before" },
  { keys: "?", name: "shortcuts", does: "Show these keys" },
];

/**
 * What a key press stands for; `null` if nothing.
 * @param {{ key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean }} event
 */
export const shortcutFor = ({ key, ctrlKey, altKey, metaKey }) =>
  ctrlKey || altKey || metaKey ? null : (SHORTCUTS.find(({ keys }) => keys === key)?.name ?? null);
