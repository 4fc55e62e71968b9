// The review of a storyboard: look at each scene, say what it needs, decide.

import { canApprove, canReject, isUndecided } from "../pure/decisions.js";
import { counted, isEmpty, lastReview, named, notesOf } from "../pure/review.js";
import { scenesOf, seconds } from "../pure/scenes.js";
import { html, useEffect, useState } from "../vendor/preact.js";
import { Decided, Decision } from "./decision.js";
import { useDraft } from "./draft.js";
import { Filmstrip, focusScene } from "./filmstrip.js";
import { Scene } from "./scene.js";

/** @typedef {ReturnType<typeof useDraft>} Drafting */

/** @param {{ state: import("./job.js").Shown, actions: import("../wire/actions.js").Actions }} props */
export function Review({ state, actions }) {
  const { job: { fields: job }, claims, now } = state;
  const scenes = scenesOf(job.storyboard_data);
  const drafting = useDraft(job, scenes, actions);
  const [selected, select] = useState(0);
  const at = Math.max(0, scenes.findIndex(({ number }) => number === selected));
  const go = (/** @type {number} */ to) => scenes[to] && select(scenes[to].number);
  useSceneKeys((step) => go(at + step));
  const canDecide = isUndecided(job) && canReject(job, claims) && canApprove(job, claims);
  const review = lastReview(job);
  const parts = { scenes, at, go, drafting, review, claims, canDecide };
  return html`<div class="review">
    <div class="line"><h2 id="storyboard">Storyboard</h2><span class="quiet">${about(job, scenes)}</span></div>
    <${Decided} job=${job} now=${now} claims=${claims} />
    <${Changes} job=${job} drafting=${drafting} canDecide=${canDecide} />
    ${scenes.length > 0 && html`<${Filmstrip} ...${parts} /><${Scene} key=${`${scenes[at].number} ${job.storyboard_revision}`} ...${parts} />`}
    ${scenes.length === 0 && html`<p class="quiet">Nothing in it can be shown as a scene: see it as stored, below.</p>`}
    ${review?.reason && html`<p class="asked"><b>${whoAsked(review, claims)}, for all of revision ${review.revision}:</b> <span dir="auto">${review.reason}</span></p>`}
    ${canDecide && html`<${Reason} drafting=${drafting} />`}
    ${canDecide && html`<${Decision} job=${job} drafting=${drafting} state=${state} actions=${actions} />`}
  </div>`;
}

/** "You asked", "ana asked". @param {import("../pure/review.js").Review} review @param {import("../pure/token.js").Claims | null} claims */
export const whoAsked = ({ by }, claims) => (by === claims?.sub ? "You asked" : `${by.replace(/\/link$/, " (by link)")} asked`);

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

/** What has changed since somebody looked; that their notes are kept, if there are any. @param {{ job: any, drafting: Drafting, canDecide: boolean }} props */
function Changes({ job, drafting: { draft, seen, changed, keep, clear }, canDecide }) {
  const count = notesOf(draft).length;
  const isOld = !isEmpty(draft) && draft.revision !== job.storyboard_revision;
  const written = count > 0 ? `your ${count === 1 ? "note is" : "notes are"} kept` : "your reason is kept";
  const whatChanged = changed.length > 0 ? `${capital(named(changed))} ${changed.length === 1 ? "has" : "have"} changed` : seen.before ? "No scene looks different" : "It is not the one that you saw";
  return html`<div role="status" class="changes" data-kind=${isOld ? "notes" : null}>
    ${isOld && html`<p><b>The storyboard is revision ${job.storyboard_revision} now.</b> ${whatChanged}; ${written}.</p><button type="button" class="small" onClick=${() => leave(() => keep({ ...draft, revision: job.storyboard_revision }))}>I see</button>`}
    ${!isOld && seen.before && canDecide && html`<p class="quiet">${whatChanged} since revision ${seen.before.revision}.</p>`}
    ${!isOld && !canDecide && !isEmpty(draft) && html`<p>${count > 0 ? `Your ${counted(count)}` : "Your reason"} ${count > 1 ? "were" : "was"} not sent. It is kept here until you discard it.</p><button type="button" class="small" onClick=${() => leave(clear)}>Discard</button>`}
  </div>`;
}

/** What takes its own button away leaves the focus on the scene. @param {() => void} change */
function leave(change) {
  focusScene();
  change();
}

/** @param {{ drafting: Drafting }} props */
const Reason = ({ drafting: { draft, keep } }) => html`<label class="reason">For the storyboard as a whole
    <textarea rows="2" maxlength="10000" value=${draft.reason} onInput=${(/** @type {any} */ event) => keep({ ...draft, reason: event.currentTarget.value })}></textarea>
  </label>`;

const capital = (/** @type {string} */ text) => text[0].toUpperCase() + text.slice(1);
