// What can be done to a job beside deciding on its storyboard.

import { canApprove, canCancel, canCreate, canDelete, canRetry, canShare, isUndecided } from "../pure/decisions.js";
import { jobAddress, newJobAddress, parse } from "../pure/place.js";
import { duration } from "../pure/time.js";
import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";

/** @typedef {{ state: import("./job.js").Shown, origin: string, back: string, actions: import("../wire/actions.js").Actions }} Props */

/** @param {Props} props */
export function JobActions({ state, origin, back, actions }) {
  const { job: { fields: job }, claims, copied } = state;
  const [link, setLink] = useState("");
  const isEarly = canApprove(job, claims) && !isUndecided(job);
  return html`<div class="job-actions">
    ${canCreate(claims) && html`<a class="button" href=${newJobAddress(job.id)}>Duplicate</a>`}
    ${canShare(claims) && html`<button type="button" onClick=${() => share(job, origin, actions).then(setLink)}>${copied?.name === "review link" && copied.words === "Copied" ? "Copied" : "Copy review link"}</button>`}
    ${isEarly && html`<button type="button" onClick=${() => actions.ask(approval(job, actions))}>${job.storyboard_revision > 0 ? `Approve revision ${job.storyboard_revision}…` : "Approve beforehand…"}</button>`}
    ${canRetry(job, claims) && html`<button type="button" onClick=${() => actions.one("retry", () => `Job ${job.id} is back in line.`, (greenlight) => greenlight.jobs.retry(job.id))}>Retry</button>`}
    ${canCancel(job, claims) && html`<button type="button" onClick=${() => actions.ask(cancellation(job, actions))}>Cancel…</button>`}
    ${canDelete(job, claims) && html`<button type="button" onClick=${() => actions.ask(deletion(job, back, actions))}>Delete…</button>`}
    ${link && html`<${Link} link=${link} />`}
  </div>`;
}

/** Where the browser does not let the page copy. @param {{ link: string }} props */
function Link({ link }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [link]);
  return html`<label class="link">This browser does not let the page copy. The review link:<input ref=${field} class="field" readonly value=${link} /></label>`;
}

/**
 * Makes a link for somebody who is to review the job; what is left to copy by hand, if the browser does not do it.
 * @param {any} job @param {string} origin @param {Props["actions"]} actions
 */
async function share({ id }, origin, actions) {
  let token = "";
  const words = (/** @type {any} */ { expires_at }) => `The review link of job ${id} is valid for ${days(expires_at)}. Whoever has it sees this job and decides on it.`;
  await actions.one("share", words, async (greenlight) => {
    const made = await greenlight.tokens.create({ scope: "jobs:read jobs:review", job_id: id });
    token = made.token;
    return made;
  });
  const link = `${origin}${jobAddress(id)}#token=${token}`;
  return !token || (await actions.copy(link, "review link")) ? "" : link;
}

/** @param {string} until */
function days(until) {
  const left = Date.parse(until) - Date.now();
  const count = Math.round(left / 86_400_000);
  return count === 0 ? duration(left) : `${count} ${count === 1 ? "day" : "days"}`;
}

/** @param {any} job @param {Props["actions"]} actions @returns {import("../pure/state.js").Question} */
const approval = ({ id, storyboard_revision: revision }, actions) => ({
  title: revision > 0 ? `Approve revision ${revision} of job ${id}?` : `Approve job ${id} beforehand?`,
  text: revision > 0
    ? "Nobody is waiting for a decision now. If the job goes on from this storyboard, it is rendered without being shown again."
    : "There is no storyboard yet. The job is then rendered whatever its storyboard will be, without waiting for anybody to look at it. What that will cost is not known yet.",
  verb: revision > 0 ? `Approve revision ${revision}` : "Approve beforehand",
  run: () => actions.one("approve", () => `Job ${id} is approved.`, (greenlight) => greenlight.jobs.approve(id, { storyboard_revision: revision })),
});

/** @param {any} job @param {Props["actions"]} actions @returns {import("../pure/state.js").Question} */
const cancellation = ({ id, lease }, actions) => ({
  title: `Cancel job ${id}?`,
  text: `It ends for good. ${lease ? `${lease.worker} works on it, and learns of this from the answer to its next report.` : "No worker is on it now."} What has been spent stays spent.`,
  verb: `Cancel job ${id}`,
  tone: "bad",
  reason: "Reason (optional)",
  run: (reason) => actions.one("cancel", () => `Job ${id} is canceled.`, (greenlight) => greenlight.jobs.cancel(id, reason.trim() ? { reason: reason.trim() } : {})),
});

/** @param {any} job @param {string} back @param {Props["actions"]} actions @returns {import("../pure/state.js").Question} */
const deletion = ({ id }, back, actions) => ({
  title: `Delete job ${id}?`,
  text: "Its prompt, storyboard, costs and the address of its video are gone then. The pictures and the video themselves stay where they are; so does its history.",
  verb: `Delete job ${id}`,
  tone: "bad",
  run: async () => {
    const outcome = await actions.one("delete", () => `Job ${id} is deleted.`, (greenlight) => greenlight.jobs.delete(id));
    const place = parse(back);
    if (outcome && !outcome.trouble && place) actions.goTo(place);
  },
});
