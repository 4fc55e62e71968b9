// The decision on a storyboard: the bar that stays in view while there is one to make, and what has been decided.

import { canApprove, isUndecided, overBudget } from "../pure/decisions.js";
import { actorName } from "../pure/history.js";
import { cost, money } from "../pure/money.js";
import { asked, counted, isEmpty, notesOf, wordless } from "../pure/review.js";
import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Ago } from "./parts.js";

/**
 * @typedef {import("../client.js").Greenlight} Greenlight
 * @typedef {{ job: any, scenes: import("../pure/scenes.js").Scene[], drafting: import("./review.js").Drafting,
 *   state: import("./job.js").Shown, actions: import("../wire/actions.js").Actions }} Props
 */

/** @param {Props} props */
export function Decision(props) {
  const { job, scenes, drafting: { draft }, state: { doing } } = props;
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => makeRoom(/** @type {HTMLElement} */ (bar.current)), []);
  const { approve, sendBack } = useChoices(props);
  const over = overBudget(job);
  const why = missing(draft, wordless(draft, scenes));
  return html`<section ref=${bar} class="decision" aria-label="Decision" aria-busy=${doing !== null}>
    <p class="about"><b>${named(job.storyboard_revision)}</b><span id="why">${why}</span>
      ${over && html`<span id="over" class="error">${money(over.known)} is known so far, and the job may cost ${money(over.cap)}.</span>`}</p>
    <button type="button" disabled=${Boolean(why)} aria-describedby="why" onClick=${sendBack}>${sending(draft)}</button>
    <button type="button" class="primary" disabled=${Boolean(over)} aria-describedby=${over ? "over" : null} onClick=${approve}>
      Approve & render · ${price(job)}
    </button>
  </section>`;
}

/** What pressing a button does: what was decided is about what was looked at, or it is asked first. @param {Props} props */
function useChoices({ job, scenes, drafting: { draft, sent }, actions }) {
  const { id, storyboard_revision: revision } = job;
  const [known, know] = useState(offerOf(job));
  const what = `${named(revision)} of job ${id}`;
  const decide = (/** @type {string} */ name, /** @type {string} */ words, /** @type {(greenlight: Greenlight) => Promise<any>} */ write) => () => {
    know(offerOf(job));
    return actions.one(name, () => `${what} is ${words}`, write).then((outcome) => outcome && !outcome.trouble && sent(draft));
  };
  const approve = decide("approve", "approved. It is rendered next.", (greenlight) => greenlight.jobs.approve(id, { storyboard_revision: revision }));
  const sendBack = decide("reject", "sent back.", (greenlight) => greenlight.jobs.reject(id, { ...asked(draft), storyboard_revision: revision }));
  const isNews = known !== offerOf(job);
  const isLeftOut = !isEmpty(draft) || wordless(draft, scenes).length > 0;
  const ask = (/** @type {import("../pure/state.js").Question} */ question) => () => actions.ask(question);
  const approveOrAsk = isLeftOut ? ask(withoutNotes(job, draft, approve)) : isNews ? ask(changed(job, "Approve & render", approve)) : approve;
  return { approve: approveOrAsk, sendBack: isNews ? ask(changed(job, "Send back", sendBack)) : sendBack };
}

/** @param {any} job */
const offerOf = (job) => `${job.storyboard_revision} ${price(job)}`;

/** Whoever was about to press has not seen what came in between. @param {any} job @param {string} verb @param {() => Promise<unknown>} run */
const changed = (job, verb, run) =>
  ({ title: `${verb}?`, text: `It has changed under your hands: ${named(job.storyboard_revision)} is here now, ${price(job)}.`, verb, run });

/** @param {import("../pure/review.js").Draft} draft */
function sending(draft) {
  const count = notesOf(draft).length;
  return count > 0 ? `Send back with ${counted(count)}` : draft.reason.trim() ? "Send back with a reason" : "Send back";
}

/** What the page has at its bottom stays above the bar. @param {HTMLElement} bar */
function makeRoom(bar) {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => style.setProperty("--bar", `${bar.offsetHeight}px`));
  observer.observe(bar);
  return () => {
    observer.disconnect();
    style.removeProperty("--bar");
  };
}

/** Why it cannot be sent back as it is. @param {import("../pure/review.js").Draft} draft @param {number[]} unsaid */
function missing(draft, [number]) {
  if (number) return `Say what should change in scene ${number}, or call it fine.`;
  return isEmpty(draft) ? "To send it back, say what should change." : "";
}

/** @param {any} job @param {import("../pure/review.js").Draft} draft @param {() => Promise<unknown>} run @returns {import("../pure/state.js").Question} */
function withoutNotes(job, draft, run) {
  const count = notesOf(draft).length;
  const written = [count > 0 && counted(count), draft.reason.trim() && "reason"].filter(Boolean).join(" and ");
  const loss = written ? `Your ${written} will not be sent, nor kept.` : "You marked a scene that needs a change.";
  const text = `${loss} ${named(job.storyboard_revision)} is rendered as it is, ${price(job)}.`;
  return { title: "Approve without your notes?", text, verb: "Approve & render", run };
}

/** @param {number} revision */
const named = (revision) => (revision > 0 ? `Revision ${revision}` : "The storyboard");

/** @param {any} job */
const price = ({ estimated_cost }) => (cost(estimated_cost) === "–" ? "cost unknown" : `est. ${cost(estimated_cost)}`);

/** Who has decided what, or that somebody else has to. @param {{ job: any, now: number, claims: import("../pure/token.js").Claims | null }} props */
export function Decided({ job, now, claims }) {
  const { approved, review, storyboard_revision: revision } = job;
  if (approved) return html`<${Approved} job=${job} now=${now} />`;
  if (review && review.storyboard_revision === revision) return html`<${SentBack} job=${job} now=${now} />`;
  if (!isUndecided(job) || canApprove(job, claims)) return null;
  return html`<p class="quiet">It waits for a decision. Your token lets you look, not decide: that takes the scope <code>jobs:review</code>.</p>`;
}

/** @param {{ job: any, now: number }} props */
const Approved = ({ job: { approved_by, approved_at, approved_revision: revision, status }, now }) => html`<p class="decided" data-status="completed">
    ${revision === 0 ? "Approved beforehand" : "Approved"} by <b dir="auto">${actorName(approved_by)}</b>
    ${revision > 0 && ` · revision ${revision}`} · <${Ago} at=${approved_at} now=${now} />${status === "storyboard_ready" && "; waiting for a worker"}
  </p>`;

/** @param {{ job: any, now: number }} props */
const SentBack = ({ job: { review, terminal }, now }) => html`<p class="decided" data-status="storyboard_ready">
    Sent back by <b dir="auto">${actorName(review.rejected_by)}</b>
    ${` · revision ${review.storyboard_revision} · `}<${Ago} at=${review.rejected_at} now=${now} />${!terminal && "; waiting for a new storyboard"}
  </p>`;
