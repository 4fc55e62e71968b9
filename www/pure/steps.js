// A job's way from the prompt to the video, and how far it has come.

const NAMES = ["Prompt", "Storyboard", "Green light", "Render", "Video"];
const WORDS = { done: "done", current: "now", failed: "failed here", canceled: "canceled here", ahead: "to come" };

/** @typedef {{ name: string, is: keyof typeof WORDS, words: string }} Step */

/**
 * @param {any} job
 * @returns {Step[]}
 */
export function steps(job) {
  const at = position(job);
  return NAMES.map((name, index) => {
    const is = index < at || (name === "Green light" && job.approved) ? "done" : index > at ? "ahead" : stop(job.status);
    return { name, is, words: WORDS[is] };
  });
}

/** @param {any} job */
function position({ status, approved, storyboard_data, storyboard_revision, review }) {
  if (status === "completed") return NAMES.length;
  if (status === "rendering") return 3;
  if (status === "parsing" || status === "generating_storyboard" || storyboard_data === null) return 1;
  if (approved) return 3;
  return storyboard_revision > 0 && review?.storyboard_revision === storyboard_revision ? 1 : 2;
}

/** @param {string | null} status */
const stop = (status) => (status === "failed" || status === "canceled" ? status : "current");
