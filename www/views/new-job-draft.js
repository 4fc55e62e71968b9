// What is typed for a new job: kept in this browser until the job is there, judged, and sent.

import { EMPTY, body, faults, refusals, said } from "../pure/new-job.js";
import { useState } from "../vendor/preact.js";

/**
 * @typedef {import("../pure/new-job.js").Draft} Draft
 * @typedef {import("../wire/actions.js").Actions} Actions
 * @typedef {{ draft: Draft, sent: { body: string, key: string } | null }} Kept the key goes with the content: the same again
 *   makes no second job, even after a reload
 */

/**
 * @param {string | null} from the job that the new one is to be like
 * @param {string | null} client whose job it is, if that is not to be chosen
 * @param {Draft | null} origin what that job has in each field
 * @param {Actions} actions
 */
export function useDraft(from, client, origin, actions) {
  const name = from ? `new-job-like-${from}` : "new-job";
  const { kept, isKept, keep, startAnew } = useKept(name, origin, actions);
  const [refused, setRefused] = useState({ draft: EMPTY, errors: /** @type {Record<string, string>} */ ({}), attempts: 0, isUnclear: false });
  const { draft } = kept;
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const again = { draft, errors: {}, attempts: refused.attempts + 1, isUnclear: false };
    if (Object.keys(faults(draft)).length > 0) return setRefused(again);
    const text = body(draft, client);
    const sent = kept.sent?.body === text ? kept.sent : { body: text, key: newKey() };
    keep({ draft, sent });
    const trouble = await create(sent, from, actions, () => actions.write(name, null));
    if (trouble) setRefused({ ...again, errors: refusals(trouble.problem.errors), isUnclear: trouble.kind !== "refused" });
  };
  const type = (/** @type {string} */ field, /** @type {string} */ typed) => keep({ ...kept, draft: { ...draft, [field]: typed } });
  return { draft, isKept, type, startAnew, submit, said: said(draft, refused), attempts: refused.attempts, isUnclear: refused.isUnclear };
}

/** @param {string} name @param {Draft | null} origin @param {Actions} actions */
function useKept(name, origin, actions) {
  const fresh = { draft: origin ?? EMPTY, sent: null };
  const [kept, setKept] = useState(/** @returns {Kept} */ () => {
    const stored = actions.read(name);
    return { draft: { ...fresh.draft, ...stored?.draft }, sent: stored?.sent ?? null };
  });
  const [isKept, setIsKept] = useState(() => actions.read(name) !== null);
  const keep = (/** @type {Kept} */ next) => {
    actions.write(name, next);
    setKept(next);
  };
  const startAnew = () => {
    actions.write(name, null);
    setKept(fresh);
    setIsKept(false);
  };
  return { kept, isKept, keep, startAnew };
}

/**
 * Goes to the job if it could be made; what hindered it otherwise.
 * @param {{ body: string, key: string }} sent
 * @param {string | null} from
 * @param {Actions} actions
 * @param {() => void} forget
 */
async function create({ body, key }, from, actions, forget) {
  /** @type {number | null} */
  let id = null;
  const outcome = await actions.one("create", (job) => `Job ${job.id} is there`, async (greenlight) => {
    const job = await greenlight.jobs.create(body, { idempotencyKey: key });
    id = job.id;
    return job;
  });
  if (id === null) return outcome?.trouble ?? null;
  forget();
  actions.goOn({ view: "new", from }, { view: "job", id: String(id) });
  return null;
}

/** Unlike `crypto.randomUUID`, there without https, too. */
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
