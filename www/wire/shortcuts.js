// Single keys, for those who want them: they lead somewhere, and never spend or destroy anything.

import { shortcutFor } from "../pure/shortcuts.js";

/**
 * @param {() => import("../pure/state.js").State} state
 * @param {import("./actions.js").Actions} actions
 */
export function onShortcut(state, actions) {
  addEventListener("keydown", (event) => {
    const { settings, question, claims } = state();
    const name = settings.shortcuts && !question && claims && !isTyping(event.target) ? shortcutFor(event) : null;
    if (!name) return;
    event.preventDefault();
    if (name === "search") document.getElementById("search")?.focus();
    else if (name === "new") actions.goTo({ view: "new", from: null });
    else if (name === "refresh") actions.refresh();
    else if (name === "shortcuts") location.assign("/reference#this-page");
    else document.dispatchEvent(new CustomEvent(`scene-${name}`));
  });
}

/** @param {EventTarget | null} target */
const isTyping = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
