// The decision on a storyboard: the bar that stays in view while there is one to make, and what has been decided.

import { canApprove, isUndecided, overBudget } from "../pure/decisions.js";
import { actorName } from "../pure/history.js";
import { cost } from "../pure/money.js";
import { asked, counted, isEmpty, notesOf, wordless } from "../pure/review.js";
import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import { Ago } from "./parts.js";

/** @typedef {{ job: any, drafting: import("./review.js").Drafting, state: import("./job.js").Shown, actions: import("../wire/actions.js").Actions }} Props */

/** @param {Props} props */
export function Decision({ job, drafting: { draft, clear }, state: { doing }, actions }) {
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => makeRoom(/** @type {HTMLElement} */ (bar.current)), []);
  const { id, storyboard_revision } = job;
  const count = notesOf(draft).length;
  const done = (/** @type {{ trouble: unknown } | null} */ outcome) => outcome && !outcome.trouble && clear();
  const approve = () => actions.one("approve", () => `${named(storyboard_revision)} of job ${id} is approved. It is rendered next.`,
    (greenlight) => greenlight.jobs.approve(id, { storyboard_revision })).then(done);
  const sendBack = () => actions.one("reject", () => `${named(storyboard_revision)} of job ${id} is sent back${count > 0 ? ` with ${counted(count)}` : ""}.`,
    (greenlight) => greenlight.jobs.reject(id, { ...asked(draft), storyboard_revision })).then(done);
  const over = overBudget(job);
  const why = missing(draft);
  return html`<section ref=${bar} class="decision" aria-label="Decision" aria-busy=${doing !== null}>
    <p class="about"><b>${named(storyboard_revision)}</b><span id="decision">${over ? html`<span class="error">${money(over.known)} is known so far, and the job may cost ${money(over.cap)}.</span>` : why || `${counted(count)} to send`}</span></p>
    <button type="button" disabled=${Boolean(why)} aria-describedby="decision" onClick=${sendBack}>${count > 0 ? `Send back with ${counted(count)}` : draft.reason.trim() ? "Send back with a reason" : "Send back"}</button>
    <button type="button" class="primary" disabled=${Boolean(over)} aria-describedby="decision" onClick=${isEmpty(draft) ? approve : () => actions.ask(withoutNotes(job, draft, approve))}>Approve & render · ${price(job)}</button>
  </section>`;
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

/** Why it cannot be sent back as it is. @param {import("../pure/review.js").Draft} draft */
function missing(draft) {
  const [number] = wordless(draft);
  if (number) return `Say what should change in scene ${number}, or call it fine.`;
  return isEmpty(draft) ? "To send it back, say what should change." : "";
}

/** @param {any} job @param {import("../pure/review.js").Draft} draft @param {() => Promise<unknown>} run @returns {import("../pure/state.js").Question} */
function withoutNotes(job, draft, run) {
  const written = [notesOf(draft).length > 0 && counted(notesOf(draft).length), draft.reason.trim() && "reason"].filter(Boolean).join(" and ");
  const text = `Your ${written} will not be sent, and not be kept: an approval carries none. ${named(job.storyboard_revision)} is rendered as it is, ${price(job)}.`;
  return { title: "Approve without your notes?", text, verb: "Approve & render", run };
}

/** @param {number} revision */
const named = (revision) => (revision > 0 ? `Revision ${revision}` : "The storyboard");
const money = (/** @type {number} */ amount) => (amount === 0 ? "$0.00" : cost(amount));

/** @param {any} job */
const price = ({ estimated_cost }) => (cost(estimated_cost) === "–" ? "cost unknown" : `est. ${cost(estimated_cost)}`);

/** Who has decided what, or that somebody else has to. @param {{ job: any, now: number, claims: import("../pure/token.js").Claims | null }} props */
export function Decided({ job, now, claims }) {
  const { approved, approved_by, approved_at, approved_revision: revision, review, status } = job;
  const when = (/** @type {string | null} */ at) => html` · <${Ago} at=${at} now=${now} />`;
  if (approved) {
    return html`<p class="decided" data-status="completed">${revision === 0 && job.storyboard_revision > 0 ? "Approved beforehand" : "Approved"} by <b dir="auto">${actorName(approved_by)}</b>${revision > 0 && ` · revision ${revision}`}${when(approved_at)}${status === "storyboard_ready" && "; waiting for a worker"}</p>`;
  }
  if (review && review.storyboard_revision === job.storyboard_revision) {
    return html`<p class="decided" data-status="storyboard_ready">Sent back by <b dir="auto">${actorName(review.rejected_by)}</b> · revision ${review.storyboard_revision}${when(review.rejected_at)}${!job.terminal && "; waiting for a new storyboard"}</p>`;
  }
  if (!isUndecided(job) || canApprove(job, claims)) return null;
  return html`<p class="quiet">It waits for a decision. Your token lets you look, not decide: that takes the scope <code>jobs:review</code>.</p>`;
}
