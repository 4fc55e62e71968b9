// How somebody wants this page to be: kept in this browser.

import { read, write } from "./storage.js";

/** @typedef {import("../pure/state.js").Settings} Settings */

/** @returns {Settings} */
export function storedSettings() {
  const { theme, shortcuts } = Object(read("settings"));
  return { theme: theme === "light" || theme === "dark" ? theme : "system", shortcuts: shortcuts !== false };
}

/** @param {Settings} settings */
export function apply(settings) {
  document.documentElement.dataset.theme = settings.theme;
}

/** @param {Settings} settings */
export function keep(settings) {
  write("settings", settings);
  apply(settings);
}
