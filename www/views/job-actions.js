// What can be done to a job beside deciding on its storyboard.

import { canApprove, canCancel, canCreate, canDelete, canRetry, canShare, isUndecided } from "../pure/decisions.js";
import { jobAddress, newJobAddress, parse } from "../pure/place.js";
import { duration } from "../pure/time.js";
import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";

/** @typedef {{ state: import("./job.js").Shown, origin: string, back: string, actions: import("../wire/actions.js").Actions }} Props */

const LINK = "review link";

/** @param {Props} props */
export function JobActions({ state, origin, back, actions }) {
  const { job: { fields: job }, claims, copied } = state;
  const [link, setLink] = useState("");
  const isEarly = canApprove(job, claims) && !isUndecided(job);
  const button = (/** @type {string} */ words, /** @type {() => unknown} */ run) =>
    html`<button type="button" onClick=${run}>${words}</button>`;
  const isCopied = copied?.name === LINK && copied.words === "Copied";
  return html`<div class="job-actions">
    ${canCreate(claims) && html`<a class="button" href=${newJobAddress(job.id)}>Duplicate</a>`}
    ${canShare(claims) && button(isCopied ? "Copied" : "Copy review link", () => share(job, origin, actions).then(setLink))}
    ${isEarly && button(`${early(job)}…`, () => actions.ask(approval(job, actions)))}
    ${canRetry(job, claims) && button("Retry", () => retry(job, actions))}
    ${canCancel(job, claims) && button("Cancel…", () => actions.ask(cancellation(job, actions)))}
    ${canDelete(job, claims) && button("Delete…", () => actions.ask(deletion(job, back, actions)))}
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
  return html`<label class="link">This browser does not let the page copy. The review link:
    <input ref=${field} class="field" readonly value=${link} />
  </label>`;
}

/**
 * Makes a link for somebody who is to review the job; what is left to copy by hand, if the browser does not do it.
 * @param {any} job @param {string} origin @param {Props["actions"]} actions
 */
async function share({ id }, origin, actions) {
  let token = "";
  const words = (/** @type {any} */ { expires_at }) =>
    `The review link of job ${id} is valid for ${days(expires_at)}. Whoever has it sees this job and decides on it.`;
  await actions.one("share", words, async (greenlight) => {
    const made = await greenlight.tokens.create({ scope: "jobs:read jobs:review", job_id: id });
    token = made.token;
    return made;
  });
  const link = `${origin}${jobAddress(id)}#token=${token}`;
  return !token || (await actions.copy(link, LINK)) ? "" : link;
}

/** @param {any} job @param {Props["actions"]} actions */
const retry = ({ id }, actions) => actions.one("retry", () => `Job ${id} is back in line.`, (greenlight) => greenlight.jobs.retry(id));

/** @param {string} until */
function days(until) {
  const left = Date.parse(until) - Date.now();
  const count = Math.round(left / 86_400_000);
  return count === 0 ? duration(left) : `${count} ${count === 1 ? "day" : "days"}`;
}

/** @param {{ storyboard_revision: number }} job */
const early = ({ storyboard_revision: revision }) => (revision > 0 ? `Approve revision ${revision}` : "Approve beforehand");

/** @param {any} job @param {Props["actions"]} actions @returns {import("../pure/state.js").Question} */
const approval = ({ id, storyboard_revision: revision }, actions) => ({
  title: revision > 0 ? `Approve revision ${revision} of job ${id}?` : `Approve job ${id} beforehand?`,
  text: revision > 0
    ? "No decision is awaited now. If the job goes on from this storyboard, it is rendered without being shown again."
    : "There is no storyboard yet. Whatever it will be, it is then rendered without anybody having looked at it, and nobody knows yet what that will cost.",
  verb: early({ storyboard_revision: revision }),
  run: () => actions.one("approve", () => `Job ${id} is approved.`, (greenlight) => greenlight.jobs.approve(id, { storyboard_revision: revision })),
});

/** @param {any} job @param {Props["actions"]} actions @returns {import("../pure/state.js").Question} */
const cancellation = ({ id, lease }, actions) => ({
  title: `Cancel job ${id}?`,
  text: `It ends for good. ${lease ? `Its worker, ${lease.worker}, learns it from its next report. ` : ""}What has been spent stays spent.`,
  verb: `Cancel job ${id}`,
  tone: "bad",
  reason: "Reason (optional)",
  run: (reason) => actions.one("cancel", () => `Job ${id} is canceled.`,
    (greenlight) => greenlight.jobs.cancel(id, reason.trim() ? { reason: reason.trim() } : {})),
});

/** @param {any} job @param {string} back @param {Props["actions"]} actions @returns {import("../pure/state.js").Question} */
const deletion = ({ id }, back, actions) => ({
  title: `Delete job ${id}?`,
  text: "Its prompt, its storyboard and the address of its video are gone then. Its history stays; so do the pictures and the video, where they are.",
  verb: `Delete job ${id}`,
  tone: "bad",
  run: async () => {
    const outcome = await actions.one("delete", () => `Job ${id} is deleted.`, (greenlight) => greenlight.jobs.delete(id));
    const place = parse(back);
    if (outcome && !outcome.trouble && place) actions.goOn({ view: "job", id: String(id) }, place);
  },
});
