// What a person can do next, as commands to copy.
import { jobPage } from "./address.mjs";
import { oneLine } from "./text.mjs";

/** The answer is the whole job, pictures included: its beginning says enough. */
const BEGINNING = "| cut -c 1-200";

/** As whoever types it in the project's folder. */
const as = (scope) => `-H "Authorization: Bearer $(npm run -s token -- --scope ${scope})"`;

export function createCommand(base) {
  return `  curl -s ${base}/jobs ${as("jobs:create")} --json '{"prompt":"A lighthouse at dawn","model_id":"demo"}'`;
}

/** What the claim got, in one line. */
export function claimed({ status, attempt, max_attempts, prompt, storyboard_revision, review }) {
  const isSentBack = review && review.storyboard_revision === storyboard_revision;
  const toDraw = isSentBack ? "sent back, to be drawn again" : "to be drawn";
  const purpose = status === "rendering" ? "approved, to be rendered" : toDraw;
  return `claimed, ${purpose} (attempt ${attempt} of ${max_attempts}): “${oneLine(prompt, 60)}”`;
}

/** A new storyboard, and how to decide on it. */
export function storyboardReady(base, { id, approved, storyboard_revision: revision, storyboard_data, estimated_cost }) {
  const ready = `storyboard ${revision} is ready: ${storyboard_data.length} scenes, estimated cost ${estimated_cost.toFixed(2)} (made up)`;
  if (approved) return `${ready}. It was approved beforehand.`;
  const note = `{"scenes":[{"scene_number":2,"note":"More fog, please"}],"storyboard_revision":${revision}}`;
  return `${ready}. Open it to decide: ${jobPage(base, id)}
  Or, to approve it: curl -s ${base}/jobs/${id}/approve ${as("jobs:review")} --json '{"storyboard_revision":${revision}}' ${BEGINNING}
  to send it back:   curl -s ${base}/jobs/${id}/reject ${as("jobs:review")} --json '${note}' ${BEGINNING}`;
}

/** The end, and that there is no video. */
export function completed({ video_url, actual_cost }) {
  return `completed at a cost of ${(actual_cost ?? 0).toFixed(2)} (made up). ${video_url} is a placeholder: no video was rendered.`;
}
