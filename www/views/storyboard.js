// A storyboard's scenes. Old rows may hold any JSON: what is no scene is left to the raw view.

import { html } from "../vendor/preact.js";

/** @param {{ scenes: any }} props */
export function Storyboard({ scenes }) {
  const shown = Array.isArray(scenes) ? scenes.filter((entry) => isObject(entry?.scene)) : [];
  if (shown.length === 0) return null;
  return html`<ol class="scenes">${shown.map((entry, index) => html`<${Scene} key=${index} ...${entry} index=${index} />`)}</ol>`;
}

/** @param {{ scene: any, image_url?: unknown, generation_status?: unknown, error?: unknown, index: number }} props */
function Scene({ scene, image_url, generation_status, error, index }) {
  const number = scene.scene_number ?? index + 1;
  return html`<li class="scene">
    <div class="picture">${isPicture(image_url) && html`<img src=${image_url} alt=${`Scene ${number}`} loading="lazy" width="320" height="180" onError=${markMissing} />`}</div>
    <div>
      <p class="about">Scene ${String(number)}${typeof scene.duration === "number" && ` · ${scene.duration} s`}${text(generation_status) && ` · ${generation_status}`}</p>
      ${text(scene.description) && html`<p dir="auto">${scene.description}</p>`}
      ${text(scene.image_prompt) && html`<p class="quiet" dir="auto">${scene.image_prompt}</p>`}
      ${text(error) && html`<p class="error" dir="auto">${error}</p>`}
    </div>
  </li>`;
}

/** The style sheet says "No picture" instead. @param {Event & { currentTarget: HTMLImageElement }} event */
const markMissing = ({ currentTarget }) => currentTarget.toggleAttribute("data-missing", true);

const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null;
const text = (/** @type {unknown} */ value) => typeof value === "string" && value !== "";
const isPicture = (/** @type {unknown} */ value) => typeof value === "string" && /^(https:\/\/|data:image\/)/i.test(value);
