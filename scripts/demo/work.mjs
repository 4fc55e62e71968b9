// The two things a worker does with a job: make its storyboard, and, once a person has approved that, its video.
import { placeholderVideo } from "./address.mjs";
import { sceneCost, storyboard } from "./storyboard.mjs";

const READ_MS = 2000;
const DRAW_MS = 3000;
const KEEP_MS = 500;
const RENDER_MS = 5000;
const LONGEST_RENDER_MS = 30_000;

/** Draws the storyboard, scene by scene, and hands it over; the job as it is then. */
export async function makeStoryboard(task) {
  const { job } = task;
  const made = storyboard(job);
  const total = made.storyboard_data.length;
  await task.spend(READ_MS, { stage: "parsing", percent: 0, message: "Reading the prompt" });
  await task.send("POST", "start", { status: "generating_storyboard" });
  for (const [done, entry] of made.storyboard_data.entries()) {
    const isKept = Array.isArray(job.storyboard_data) && job.storyboard_data.includes(entry);
    const message = `${isKept ? "Keeping" : "Drawing"} scene ${done + 1} of ${total}`;
    await task.spend(isKept ? KEEP_MS : DRAW_MS, { ...scenes("storyboard", done, total), message });
  }
  await task.report({ ...scenes("storyboard", total, total), message: "The storyboard is drawn" });
  return task.send("PUT", "storyboard", made);
}

/** Pretends to render, scene by scene, and hands over a video that says so; the job as it is then. */
export async function render(task, base) {
  const { version, storyboard_data } = task.job;
  const entries = Array.isArray(storyboard_data) ? storyboard_data : [];
  const total = entries.length;
  const pace = Math.min(RENDER_MS, LONGEST_RENDER_MS / total);
  for (const [done, entry] of entries.entries()) {
    await task.spend(pace, { ...scenes("rendering", done, total), message: `Pretending to render scene ${done + 1} of ${total}` });
    // By the version at the claim: what is rendered a second time costs a second time, what is only sent again does not.
    await task.addCost(`version-${version}-scene-${done + 1}`, sceneCost(entry));
  }
  await task.report({ ...scenes("rendering", total, total), message: "placeholder: no video was rendered" });
  return task.send("POST", "complete", { video_url: placeholderVideo(base) });
}

function scenes(stage, done, total) {
  return { stage, percent: total === 0 ? 100 : Math.round((100 * done) / total), scenes_completed: done, scenes_total: total };
}
