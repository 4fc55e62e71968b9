// Changes jobs, one write at a time: nothing is asked meanwhile, and what became of it is said.

import { answerOf, isTransient } from "../client.js";
import { jobs as counted } from "../pure/count.js";
import { wholeJob, withAnswer } from "../pure/state.js";
import { troubleOf } from "../pure/trouble.js";

/**
 * @typedef {import("../client.js").Greenlight} Greenlight
 * @typedef {import("../pure/state.js").State} State
 * @typedef {import("../pure/trouble.js").Trouble} Trouble
 * @typedef {(greenlight: Greenlight) => Promise<any>} Write
 * @typedef {{ job: any, trouble: Trouble }} Refused
 */

/** A server that nobody has configured yet will answer when somebody has. @param {any} error @returns {Trouble} */
export const asTrouble = (error) => troubleOf(error, isTransient(error) || error?.status >= 500, navigator.onLine);

/**
 * @param {{ session: { signal: () => AbortSignal }, connect: (signal: AbortSignal) => Greenlight, state: { value: State },
 *   poller: { hold: () => () => Promise<void> }, tell: (words: string) => void, signOut: (trouble: Trouble) => void }} page `signal`
 *   aborts when another token takes the place of the one at hand, `connect` makes a client that stops then
 */
export function createWrites({ session, connect, state, poller, tell, signOut }) {
  /**
   * @param {string} name
   * @param {(greenlight: Greenlight, signal: AbortSignal) => Promise<import("../pure/state.js").Outcome>} run
   */
  async function alone(name, run) {
    // A double click is one write.
    if (state.value.doing) return null;
    const signal = session.signal();
    const release = poller.hold();
    state.value = { ...state.value, doing: name, outcome: null };
    const outcome = await run(connect(signal), signal);
    void release();
    // What was begun with another token is not this one's affair.
    if (signal.aborted) return null;
    state.value = { ...state.value, doing: null, outcome, selected: new Set() };
    tell(outcome.trouble ? outcome.trouble.problem.title : outcome.words);
    if (outcome.trouble?.problem.status === 401) signOut(outcome.trouble);
    return outcome;
  }

  /**
   * Does one thing; the outcome is `null` if something else was being done, or somebody else has signed in meanwhile.
   * @param {string} name what is being done, as `state.doing` says
   * @param {(result: any) => string} words what is said when it is done
   * @param {Write} write
   */
  const one = (name, words, write) => alone(name, async (greenlight, signal) => {
    try {
      const result = await write(greenlight);
      if (!signal.aborted && state.value.job?.fields.id === result?.id && answerOf(result)) show(result);
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
   * Does the same to several jobs, each with a request of its own. It goes on past those that refuse, but not when nothing
   * would be answered any more.
   * @param {string} name
   * @param {string} done what has become of a job, such as "canceled"
   * @param {any[]} jobs
   * @param {(greenlight: Greenlight, job: any) => Promise<any>} write
   */
  const each = (name, done, jobs, write) => alone(name, async (greenlight, signal) => {
    /** @type {Refused[]} */
    const refused = [];
    for (const [index, job] of jobs.entries()) {
      if (signal.aborted) break;
      state.value = { ...state.value, doing: `${name} ${index + 1} of ${jobs.length}` };
      await write(greenlight, job).catch((error) => refused.push({ job, trouble: asTrouble(error) }));
      if (refused.some(({ trouble }) => endsAll(trouble))) return summary(done, index + 1, refused, jobs.length - index - 1);
    }
    return summary(done, jobs.length, refused, 0);
  });

  return { one, each };
}

/** @param {Trouble} trouble */
const endsAll = ({ kind, problem }) => kind !== "refused" || problem.status === 401;

/** @param {string} done @param {number} tried @param {Refused[]} refused @param {number} left */
function summary(done, tried, refused, left) {
  const words = `${counted(tried - refused.length)} ${done}`;
  const [first] = refused;
  if (!first) return { words, trouble: null };
  const detail = refused.slice(0, 3).map(({ job, trouble }) => `Job ${job.id}: ${trouble.problem.detail}`).join(" ");
  const more = (refused.length > 3 ? ` And ${refused.length - 3} more.` : "") + (left > 0 ? ` ${left} were not tried.` : "");
  const problem = { ...first.trouble.problem, title: `${words}, ${refused.length + left} not`, detail: detail + more };
  return { words: "", trouble: { ...first.trouble, problem } };
}
