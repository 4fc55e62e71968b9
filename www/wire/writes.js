// Changes jobs, one write at a time: nothing is asked meanwhile, and what became of it is said.

import { answerOf, isTransient } from "../client.js";
import { wholeJob, withAnswer } from "../pure/state.js";
import { troubleOf } from "../pure/trouble.js";

/**
 * @typedef {import("../client.js").Greenlight} Greenlight
 * @typedef {import("../pure/state.js").State} State
 * @typedef {import("../pure/trouble.js").Trouble} Trouble
 * @typedef {(greenlight: Greenlight) => Promise<any>} Write
 */

/** A server that nobody has configured yet will answer when somebody has. @param {any} error @returns {Trouble} */
export const asTrouble = (error) => troubleOf(error, isTransient(error) || error?.status >= 500, navigator.onLine);

/**
 * @param {{ greenlight: Greenlight, state: { value: State }, poller: { hold: () => () => Promise<void> }, tell: (words: string) => void,
 *   signOut: (trouble: Trouble) => void }} page
 */
export function createWrites({ greenlight, state, poller, tell, signOut }) {
  /** @param {string} name @param {() => Promise<import("../pure/state.js").Outcome>} run */
  async function alone(name, run) {
    // A double click is one write.
    if (state.value.doing) return null;
    const release = poller.hold();
    state.value = { ...state.value, doing: name, outcome: null };
    const outcome = await run();
    state.value = { ...state.value, doing: null, outcome, selected: new Set() };
    tell(outcome.trouble ? outcome.trouble.problem.title : outcome.words);
    if (outcome.trouble?.problem.status === 401) signOut(outcome.trouble);
    void release();
    return outcome;
  }

  /**
   * Does one thing; the outcome is `null` if something else was being done.
   * @param {string} name what is being done, as `state.doing` says
   * @param {(result: any) => string} words what is said when it is done
   * @param {Write} write
   */
  const one = (name, words, write) => alone(name, async () => {
    try {
      const result = await write(greenlight);
      if (state.value.job?.fields.id === result?.id && answerOf(result)) show(result);
      return { words: words(result), trouble: null };
    } catch (error) {
      return { words: "", trouble: asTrouble(error) };
    }
  });

  /** @param {any} job */
  function show(job) {
    state.value = withAnswer(state.value, { job: wholeJob(job, answerOf(job).text) }, Date.now());
  }

  /**
   * Does the same to several jobs, each with a request of its own, and goes on past those that refuse.
   * @param {string} name
   * @param {string} done what has become of a job, such as "canceled"
   * @param {any[]} jobs
   * @param {(greenlight: Greenlight, job: any) => Promise<any>} write
   */
  const each = (name, done, jobs, write) => alone(name, async () => {
    /** @type {{ job: any, trouble: Trouble }[]} */
    const refused = [];
    for (const [index, job] of jobs.entries()) {
      state.value = { ...state.value, doing: `${name} ${index + 1} of ${jobs.length}` };
      await write(greenlight, job).catch((error) => refused.push({ job, trouble: asTrouble(error) }));
    }
    return summary(done, jobs.length, refused);
  });

  return { one, each };
}

/** @param {string} done @param {number} count @param {{ job: any, trouble: Trouble }[]} refused */
function summary(done, count, refused) {
  const words = `${count - refused.length} ${count - refused.length === 1 ? "job" : "jobs"} ${done}`;
  if (refused.length === 0) return { words, trouble: null };
  const detail = refused.slice(0, 3).map(({ job, trouble }) => `Job ${job.id}: ${trouble.problem.detail}`).join(" ");
  const more = refused.length > 3 ? ` And ${refused.length - 3} more.` : "";
  return { words: "", trouble: { ...refused[0].trouble, problem: { title: `${words}, ${refused.length} not`, detail: detail + more } } };
}
