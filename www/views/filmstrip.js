// The scenes in a row, each as wide as it is long. One is shown in full; arrow keys lead from one to the next.

import { seconds } from "../pure/scenes.js";
import { html, useLayoutEffect, useRef } from "../vendor/preact.js";

/** @typedef {import("../pure/scenes.js").Scene} SceneData */
/** @typedef {{ scenes: SceneData[], at: number, go: (at: number) => unknown, drafting: import("./review.js").Drafting,
 *   review: import("../pure/review.js").Review | null, claims: import("../pure/token.js").Claims | null, canDecide: boolean }} Parts */

/** @type {Record<string, (at: number, count: number) => number>} */
const KEYS = {
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Puts the focus on the scene that is shown, once it is drawn. */
export const focusScene = () => requestAnimationFrame(() => {
  /** @type {HTMLElement | null} */ (document.querySelector('[role="tab"][aria-selected="true"]'))?.focus({ preventScroll: true });
});

/** @param {Parts} props */
export function Filmstrip({ scenes, at, go, drafting }) {
  const strip = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => reveal(strip.current), [at, scenes.length]);
  const press = (/** @type {KeyboardEvent} */ event) => {
    const move = event.ctrlKey || event.altKey || event.metaKey ? null : KEYS[event.key];
    if (!move) return;
    event.preventDefault();
    go(Math.min(scenes.length - 1, Math.max(0, move(at, scenes.length))));
    focusScene();
  };
  return html`<div ref=${strip} role="tablist" aria-label="Scenes" class="filmstrip" onKeyDown=${press}>
    ${scenes.map((scene, index) =>
      html`<${Frame} key=${scene.number} scene=${scene} isSelected=${index === at} select=${() => go(index)} drafting=${drafting} />`)}
  </div>`;
}

/** @param {{ scene: SceneData, isSelected: boolean, select: () => void, drafting: Parts["drafting"] }} props */
function Frame({ scene, isSelected, select, drafting: { draft, changed } }) {
  const { number, duration, image_url } = scene;
  const verdict = draft.verdicts[number];
  const isChanged = changed.includes(number);
  return html`<button type="button" role="tab" id=${`scene-${number}`} class="frame" aria-selected=${isSelected} aria-controls="scene"
      tabindex=${isSelected ? 0 : -1} data-verdict=${verdict} style=${{ flexGrow: width(duration) }} onClick=${select}>
    <${Picture} key=${image_url} url=${image_url} alt="" />
    <span class="caption"><span class="hidden">Scene </span><b>${number}</b>${duration !== null &&
      html`<span class="hidden">,</span> ${seconds(duration)}`}</span>
    ${isChanged && html`<span class="changed"><span class="hidden">, </span>changed</span>`}
    ${verdict && html`<span class="hidden">, ${verdict === "fine" ? "fine" : "needs a change"}</span>`}
  </button>`;
}

/** Neither too narrow to see nor so wide that the others are. @param {number | null} duration */
const width = (duration) => Math.min(60, Math.max(1, duration ?? 1));

/** A picture; where there is none, the style sheet says so. @param {{ url: string | null, alt: string }} props */
export const Picture = ({ url, alt }) =>
  html`<span class="picture">${url && html`<img src=${url} alt=${alt} loading="lazy" width="320" height="180" onError=${markMissing} />`}</span>`;

/** @param {Event & { currentTarget: HTMLImageElement }} event */
const markMissing = ({ currentTarget }) => currentTarget.toggleAttribute("data-missing", true);

/** Only the strip scrolls, never the page. @param {HTMLElement | null} strip */
function reveal(strip) {
  const frame = /** @type {HTMLElement | null | undefined} */ (strip?.querySelector('[aria-selected="true"]'));
  if (!strip || !frame) return;
  const [start, end] = [frame.offsetLeft - strip.offsetLeft, frame.offsetLeft - strip.offsetLeft + frame.offsetWidth];
  if (start < strip.scrollLeft) strip.scrollLeft = start - 8;
  else if (end > strip.scrollLeft + strip.clientWidth) strip.scrollLeft = end - strip.clientWidth + 8;
}
