// Draws storyboards of written scenes, and says what they will cost.
import { between, chance } from "../demo/chance.mjs";
import { draw } from "../demo/drawing.mjs";
import { storyboard } from "../demo/storyboard.mjs";

/** What a second costs with each model, in a currency that is made up. */
const PRICES = { "lumen-3": 0.14, "lumen-3-fast": 0.05, "kino-xl": 0.8 };

/**
 * The body of `save_storyboard`. A story has a `motif` and `scenes`; without one the demo thinks of some. A scene has its
 * `shot` and `text`, the `palette` and `zoom` of its picture, and perhaps an `error` instead of that.
 */
export function makeStoryboard(job, story) {
  const storyboard_data = story ? story.scenes.map((scene, at) => entry(story, scene, at + 1)) : storyboard(job).storyboard_data;
  const seconds = storyboard_data.reduce((total, { scene }) => total + scene.duration, 0);
  return { storyboard_data, estimated_cost: inCents(seconds * PRICES[job.model_id]) };
}

function entry({ motif }, { shot, text, error, ...look }, scene_number) {
  const scene = { scene_number, description: `${shot}: ${text}`, duration: between(chance(text), 4, 7), image_prompt: `${text}, 35 mm, natural light` };
  if (error) return { scene, image_url: null, generation_status: "failed", error };
  const image_url = draw({ ...look, motif, seed: `${scene_number}\n${text}`, label: `${scene_number} · ${shot}` });
  return { scene, image_url, generation_status: "completed" };
}

/** The amount, to the cent. */
export function inCents(amount) {
  return Math.round(amount * 100) / 100;
}
