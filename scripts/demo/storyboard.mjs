// Makes a job's storyboard: from its prompt alone, and from what a person said who sent the last one back.
import { between, chance } from "./chance.mjs";
import { draw, MOTIFS, PALETTES } from "./drawing.mjs";
import { oneLine } from "./text.mjs";

const SHOTS = [
  { name: "Wide shot", zoom: 1 },
  { name: "Medium shot", zoom: 1.5 },
  { name: "Close-up", zoom: 2.4 },
  { name: "From afar", zoom: 0.7 },
  { name: "Coming nearer", zoom: 1.9 },
  { name: "Last look", zoom: 1.2 },
];
const CENTS_PER_SECOND = 5;

/** The body of `save_storyboard`. Scenes that nobody asked to change stay as they were. */
export function storyboard(job) {
  const plan = planOf(job.prompt);
  const notes = notesOf(job, plan.scenes.length);
  const stays = (number) => notes.size > 0 && !notes.has(number);
  const storyboard_data = plan.scenes.map((_, at) => (stays(at + 1) && lastScene(job, at + 1)) || entry(plan, at, notes.get(at + 1), job));
  return { storyboard_data, estimated_cost: sum(storyboard_data.map(sceneCost)) };
}

/** The notes by scene number: empty unless the job's present storyboard was sent back. Nothing that was said is lost. */
export function notesOf({ review, storyboard_revision }, sceneCount) {
  if (!review || review.storyboard_revision !== storyboard_revision) return new Map();
  const scenes = Array.isArray(review.scenes) ? review.scenes : [];
  const named = scenes.filter(({ scene_number }) => scene_number <= sceneCount);
  const join = (...words) => words.filter(Boolean).join("; ");
  if (named.length > 0) return new Map(named.map(({ scene_number, note }) => [scene_number, join(note, review.reason)]));
  const all = join(review.reason, ...scenes.map(({ note }) => note));
  return new Map(Array.from({ length: sceneCount }, (_, at) => [at + 1, all]));
}

/** What a scene costs to render, in a currency that the demo makes up. */
export function sceneCost(entry) {
  const { duration } = Object(entry?.scene);
  return Math.round((Number.isFinite(duration) && duration > 0 ? duration : 5) * CENTS_PER_SECOND) / 100;
}

function sum(costs) {
  return Math.round(costs.reduce((total, cost) => total + cost * 100, 0)) / 100;
}

function planOf(prompt) {
  const next = chance(prompt);
  const [palette, motif] = [between(next, 0, PALETTES.length - 1), between(next, 0, MOTIFS.length - 1)];
  const scenes = Array.from({ length: between(next, 4, 6) }, (_, at) => ({ ...SHOTS[at], duration: between(next, 3, 6) }));
  return { palette, motif, scenes };
}

function entry({ palette, motif, scenes }, at, note, { prompt, storyboard_revision }) {
  const { name, zoom, duration } = scenes[at];
  const look = { palette: note ? otherPalette(palette, storyboard_revision) : palette, motif, zoom };
  const picture = draw({ ...look, seed: `${prompt}\n${at}\n${note ?? ""}`, label: `${at + 1} · ${name}`, note: note && `Changed: ${note}` });
  const subject = oneLine(prompt, 200);
  const description = `${name}: ${subject}${note ? ` (changed after the note “${oneLine(note, 200)}”)` : ""}`;
  const scene = { scene_number: at + 1, description, duration, image_prompt: `${subject}, ${name.toLowerCase()}` };
  return { scene, image_url: picture, generation_status: "completed" };
}

/** Never the first one, and another one in each round. */
function otherPalette(palette, round) {
  return (palette + 1 + (round % (PALETTES.length - 1))) % PALETTES.length;
}

/** The scene as the demo drew it last time; undefined if it was not the demo. */
function lastScene({ storyboard_data }, number) {
  const entries = Array.isArray(storyboard_data) ? storyboard_data : [];
  return entries.find((entry) => entry?.scene?.scene_number === number && /^data:image\/svg/.test(entry.image_url));
}
