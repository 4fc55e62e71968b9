// What can happen to a job, each as a step that a desk takes; the numbers follow from the job's own chance.
import { placeholderVideo } from "../demo/address.mjs";
import { between } from "../demo/chance.mjs";
import { inCents, makeStoryboard } from "./storyboards.mjs";

/** Until the storyboard is there nobody knows how many scenes there will be, but for whoever draws it. */
const SCENES_TO_DRAW = 6;

/** A stage without a claim, so that no lease runs out. */
export const start = (status) => (desk) => desk.report("POST", "start", { status });

/** A stage under a lease, or without one where a claim might take somebody else's job. */
export const claim = (worker, purpose) => async (desk) => {
  const isClaimed = await desk.claim(worker, purpose);
  if (!isClaimed) await desk.report("POST", "start", { status: purpose === "render" ? "rendering" : "parsing" });
};

/** A report from somewhere in the middle of the stage. */
export const report = (stage, verb) => (desk) => {
  const total = desk.job.storyboard_data?.length ?? SCENES_TO_DRAW;
  const done = between(desk.next, 1, total - 2);
  return desk.report("PUT", "progress", {
    seq: 1,
    stage,
    percent: Math.round((100 * (done + desk.next())) / total),
    message: `${verb} scene ${done + 1} of ${total}`,
    scenes_completed: done,
    scenes_total: total,
  });
};

/** A storyboard of these scenes, or, without any, as the demo draws it. */
export const board = (story) => (desk) => desk.report("PUT", "storyboard", makeStoryboard(desk.job, story));

export const approve = () => (desk) => desk.send("POST", "approve", { storyboard_revision: desk.job.storyboard_revision });

export const sendBack = (review) => (desk) => desk.send("POST", "reject", { ...review, storyboard_revision: desk.job.storyboard_revision });

/** What the first so many scenes have cost: about what was estimated. */
export const bill = (count = Infinity) => async (desk) => {
  const { estimated_cost, storyboard_data } = desk.job;
  for (let number = 1; number <= Math.min(count, storyboard_data.length); number += 1) {
    const amount = inCents((estimated_cost / storyboard_data.length) * (0.85 + 0.2 * desk.next()));
    await desk.send("POST", "costs", { key: `scene-${number}`, amount });
  }
};

export const complete = () => async (desk) => {
  const total = desk.job.storyboard_data.length;
  const message = "Placeholder: no video was rendered";
  await desk.report("PUT", "progress", { seq: 2, stage: "rendering", percent: 100, message, scenes_completed: total, scenes_total: total });
  await desk.report("POST", "complete", { video_url: placeholderVideo(desk.base) });
};

export const fail = (error_message, error_code, retryable = false) => (desk) => desk.report("POST", "fail", { error_message, error_code, retryable });

export const cancel = (reason) => (desk) => desk.send("POST", "cancel", { reason });
