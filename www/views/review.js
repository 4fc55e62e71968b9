// The review of a storyboard: look at each scene, say what it needs, decide.

import { canReject } from "../pure/decisions.js";
import { askedBeside, homeless, isEmpty, lastReview, notesOf, whoAsked, withVerdict } from "../pure/review.js";
import { scenesOf, seconds } from "../pure/scenes.js";
import { difference } from "../pure/seen.js";
import { html, useEffect, useMemo, useState } from "../vendor/preact.js";
import { Decided, Decision } from "./decision.js";
import { useDraft } from "./draft.js";
import { Filmstrip, focusScene } from "./filmstrip.js";
import { Scene } from "./scene.js";

/** @typedef {ReturnType<typeof useDraft>} Drafting */

/** @param {{ state: import("./job.js").Shown, actions: import("../wire/actions.js").Actions }} props */
export function Review({ state, actions }) {
  const { job: { fields: job }, claims, now } = state;
  const scenes = useMemo(() => scenesOf(job.storyboard_data), [job.storyboard_data]);
  const drafting = useDraft(job, scenes, actions);
  const [selected, select] = useState(0);
  const at = Math.max(0, scenes.findIndex(({ number }) => number === selected));
  const go = (/** @type {number} */ to) => scenes[to] && select(scenes[to].number);
  useSceneKeys((step) => go(at + step));
  const canDecide = canReject(job, claims);
  const review = lastReview(job);
  const parts = { scenes, at, go, drafting, review, claims, canDecide };
  return html`<div class="review">
    <div class="line"><h2 id="storyboard">Storyboard</h2><span class="quiet">${about(job, scenes)}</span></div>
    <${Decided} job=${job} now=${now} claims=${claims} />
    <${Changes} job=${job} scenes=${scenes} drafting=${drafting} canDecide=${canDecide} />
    ${scenes.length > 0 && html`<${Filmstrip} ...${parts} />
      <${Scene} key=${`${scenes[at].number} ${job.storyboard_revision}`} ...${parts} />`}
    ${scenes.length === 0 && html`<p class="quiet">Nothing in it can be shown as a scene: see it as stored, below.</p>`}
    ${review && askedBeside(review, scenes).map(([about, words]) => html`<p key=${about} class="asked">
      <b>${whoAsked(review, claims)}, for ${about}:</b> <span dir="auto">${words}</span>
    </p>`)}
    ${canDecide && html`<${Homeless} scenes=${scenes} drafting=${drafting} /><${Reason} drafting=${drafting} />
      <${Decision} job=${job} scenes=${scenes} drafting=${drafting} state=${state} actions=${actions} />`}
  </div>`;
}

/** @param {any} job @param {import("../pure/scenes.js").Scene[]} scenes */
function about({ storyboard_revision }, scenes) {
  const isTimed = scenes.length > 0 && scenes.every(({ duration }) => duration !== null);
  const time = isTimed ? seconds(scenes.reduce((sum, { duration }) => sum + (duration ?? 0), 0)) : "";
  const count = `${scenes.length} ${scenes.length === 1 ? "scene" : "scenes"}`;
  return [storyboard_revision > 0 && `Revision ${storyboard_revision}`, scenes.length > 0 && count, time].filter(Boolean).join(" · ");
}

/** The shortcuts lead from scene to scene. @param {(step: number) => void} step */
function useSceneKeys(step) {
  useEffect(() => {
    const move = (/** @type {Event} */ { type }) => {
      const wasInStrip = document.activeElement?.role === "tab";
      step(type === "scene-next" ? 1 : -1);
      if (wasInStrip) focusScene();
    };
    const names = ["scene-next", "scene-previous"];
    for (const name of names) document.addEventListener(name, move);
    return () => names.forEach((name) => document.removeEventListener(name, move));
  });
}

/**
 * What has changed since somebody looked, and what became of their notes.
 * @param {{ job: any, scenes: import("../pure/scenes.js").Scene[], drafting: Drafting, canDecide: boolean }} props
 */
function Changes({ job: { storyboard_revision: revision }, scenes, drafting: { draft, seen, changed, keep, clear }, canDecide }) {
  const isWritten = !isEmpty(draft);
  const said = (/** @type {any} */ words, /** @type {string} */ button, /** @type {() => void} */ run) =>
    html`<p>${words}</p><button type="button" class="small" onClick=${() => leave(run)}>${button}</button>`;
  const look = () => keep({ ...draft, revision });
  const isOld = canDecide && isWritten && draft.revision !== revision;
  return html`<div role="status" class="changes" data-kind=${isWritten && (isOld || !canDecide) ? "notes" : null}>
    ${isOld && said(html`<b>The storyboard is revision ${revision} now.</b> ${difference(seen, scenes, changed)}; ${written(draft)} kept.`, "I see", look)}
    ${canDecide && !isOld && seen.before && html`<p class="quiet">${difference(seen, scenes, changed)} since revision ${seen.before.revision}.</p>`}
    ${!canDecide && isWritten && said(`Not sent: ${written(draft)} kept here.`, "Discard", clear)}
  </div>`;
}

/** "your notes are", "your reason is". @param {import("../pure/review.js").Draft} draft */
function written(draft) {
  const count = notesOf(draft).length;
  return count === 0 ? "your reason is" : count === 1 ? "your note is" : "your notes are";
}

/** What takes its own button away leaves the focus on the scene. @param {() => void} change */
function leave(change) {
  focusScene();
  change();
}

/** @param {{ scenes: import("../pure/scenes.js").Scene[], drafting: Drafting }} props */
const Homeless = ({ scenes, drafting: { draft, keep } }) => homeless(draft, scenes).map(({ scene_number, note }) =>
  html`<p key=${scene_number} class="asked line">
    <b>Your note on scene ${scene_number}, which is no more:</b> <span dir="auto">${note}</span>
    <button type="button" class="small" onClick=${() => leave(() => keep(withVerdict(draft, scene_number, "fine")))}>Discard</button>
  </p>`);

/** @param {{ drafting: Drafting }} props */
function Reason({ drafting: { draft, keep } }) {
  const write = (/** @type {any} */ event) => keep({ ...draft, reason: event.currentTarget.value });
  return html`<label class="reason">For the storyboard as a whole
    <textarea rows="2" maxlength="10000" value=${draft.reason} onInput=${write}></textarea>
  </label>`;
}
