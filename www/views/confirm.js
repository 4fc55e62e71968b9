// Asks before something is done that cannot be undone.

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";

/**
 * @param {{ question: import("../pure/state.js").Question, isBusy: boolean, answer: (reason: string | null) => void }} props
 *   `isBusy`: something else is being done
 */
export function Confirm({ question: { title, text, verb, tone, reason }, isBusy, answer }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [given, setGiven] = useState("");
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Closed before it is taken away, it gives the focus back; nothing outside takes the focus as long as it is open.
    return () => shown?.close();
  }, []);
  const no = (/** @type {Event} */ event) => {
    event.preventDefault();
    answer(null);
  };
  return html`<dialog ref=${dialog} class="confirm" aria-labelledby="question" onCancel=${no}>
    <h2 id="question">${title}</h2>
    <p dir="auto">${text}</p>
    ${reason && html`<label>${reason}<textarea rows="2" maxlength="10000" value=${given} onInput=${(/** @type {any} */ event) => setGiven(event.currentTarget.value)}></textarea></label>`}
    <p class="choices">
      <button type="button" onClick=${no}>Go back</button>
      <button type="button" class=${`primary ${tone ?? ""}`} disabled=${isBusy} onClick=${() => answer(given)}>${verb}</button>
    </p>
  </dialog>`;
}
