// One scene, large: what it is, what it was, what was asked for, and what the reviewer says.

import { whoAsked, withNote, withVerdict } from "../pure/review.js";
import { seconds } from "../pure/scenes.js";
import { shownBefore } from "../pure/seen.js";
import { html, useState } from "../vendor/preact.js";
import { Picture } from "./filmstrip.js";

/** @param {import("./filmstrip.js").Parts} props */
export function Scene({ scenes, at, go, drafting, review, claims, canDecide }) {
  const [shows, show] = useState("now");
  const scene = scenes[at];
  const { number } = scene;
  const before = drafting.changed.includes(number) ? drafting.seen.before : null;
  const was = before?.scenes[number];
  const isBefore = shows === "before" && was;
  const looks = isBefore ? { ...scene, ...mapped(was), error: null } : scene;
  return html`<div role="tabpanel" id="scene" class="scene" aria-label=${`Scene ${number}`}>
    <${Picture} key=${looks.image_url} url=${looks.image_url} alt=${`Scene ${number}${isBefore ? ", before" : ""}`} />
    <div class="says">
      <div class="line">
        <h3>Scene ${number} <span class="quiet">${facts(looks, scenes.length)}</span></h3>
        <span class="steppers">
          ${stepper("Previous scene", "‹", at > 0, () => go(at - 1))}${stepper("Next scene", "›", at < scenes.length - 1, () => go(at + 1))}
        </span>
      </div>
      ${was && html`<${Choice} name="shows" legend="What is shown" value=${shows} choose=${show}
        choices=${[["before", before?.revision ? `Before, in revision ${before.revision}` : "Before"], ["now", "Now"]]} />`}
      ${before && !was && html`<p class="quiet">This scene was not in revision ${before.revision}.</p>`}
      <${Words} scene=${looks} />
      ${review?.notes.get(number) &&
        html`<p class="asked"><b>${whoAsked(review, claims)} for:</b> <span dir="auto">${review.notes.get(number)}</span></p>`}
      <${Verdict} number=${number} drafting=${drafting} canDecide=${canDecide} />
    </div>
  </div>`;
}

/** @param {import("../pure/scenes.js").Scene} scene @param {number} count */
const facts = ({ duration, generation_status }, count) => [`of ${count}`, seconds(duration), generation_status].filter(Boolean).join(" · ");

/** @param {import("../pure/seen.js").Look} was @returns {any} */
const mapped = (was) => Object.fromEntries(Object.entries(was).map(([name, value]) => [name, shownBefore(value)]));

/** @param {{ scene: import("../pure/scenes.js").Scene }} props */
const Words = ({ scene: { description, image_prompt, error } }) => html`<div class="words">
    ${description && html`<p dir="auto">${description}</p>`}
    ${image_prompt && html`<p class="quiet"><b>Image prompt</b><span dir="auto">${image_prompt}</span></p>`}
    ${error && html`<p class="error" dir="auto">${error}</p>`}
  </div>`;

const VERDICTS = [["fine", "Fine"], ["change", "Needs a change"]];

/** @param {{ number: number, drafting: import("./review.js").Drafting, canDecide: boolean }} props */
function Verdict({ number, drafting: { draft, keep }, canDecide }) {
  const verdict = draft.verdicts[number];
  const note = draft.notes[number] ?? "";
  if (!canDecide && !(verdict === "change" && note)) return null;
  const choose = (/** @type {any} */ value) => keep(withVerdict(draft, number, value));
  const write = (/** @type {any} */ event) => keep(withNote(draft, number, event.currentTarget.value));
  return html`
    ${canDecide && html`<${Choice} name="verdict" legend=${`Scene ${number}`} value=${verdict} choose=${choose} choices=${VERDICTS} />`}
    ${verdict === "change" && html`<label class="note">${canDecide ? `What should change in scene ${number}?` : `Your note on scene ${number}`}
      <textarea rows="3" maxlength="2000" readonly=${!canDecide} value=${note} onInput=${write}></textarea>
    </label>`}`;
}

/** @param {{ name: string, legend: string, value: string | undefined, choose: (value: string) => void, choices: [string, string][] }} props */
const Choice = ({ name, legend, value, choose, choices }) => html`<fieldset class="choice">
    <legend class="hidden">${legend}</legend>
    ${choices.map(([each, words]) =>
      html`<label key=${each}><input type="radio" name=${name} checked=${value === each} onChange=${() => choose(each)} />${words}</label>`)}
  </fieldset>`;

/** At the ends it stays, so that the focus does. @param {string} name @param {string} sign @param {boolean} leads @param {() => unknown} go */
const stepper = (name, sign, leads, go) =>
  html`<button type="button" class="small" aria-label=${name} aria-disabled=${!leads} onClick=${() => leads && go()}>${sign}</button>`;
