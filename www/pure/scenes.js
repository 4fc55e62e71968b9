// The scenes of a storyboard. Old rows may hold any JSON: what is no scene is left to the raw view.

/**
 * @typedef {{ number: number, description: string | null, image_prompt: string | null, duration: number | null,
 *   image_url: string | null, generation_status: string | null, error: string | null }} Scene
 */

/**
 * @param {any} storyboard
 * @returns {Scene[]}
 */
export function scenesOf(storyboard) {
  const entries = Array.isArray(storyboard) ? storyboard.filter((entry) => isObject(entry?.scene)) : [];
  const given = entries.map(({ scene }) => scene.scene_number);
  const isNumbered = given.every((number) => Number.isSafeInteger(number) && number > 0) && new Set(given).size === given.length;
  return entries.map((entry, index) => read(entry, isNumbered ? given[index] : index + 1));
}

/** @param {any} entry @param {number} number @returns {Scene} */
const read = ({ scene, image_url, generation_status, error }, number) => ({
  number,
  description: text(scene.description),
  image_prompt: text(scene.image_prompt),
  duration: Number.isFinite(scene.duration) && scene.duration >= 0 ? scene.duration : null,
  image_url: isPicture(image_url) ? image_url : null,
  generation_status: text(generation_status),
  error: text(error),
});

/**
 * "12.5 s"; empty if unknown.
 * @param {number | null} duration in seconds
 */
export const seconds = (duration) => (duration === null ? "" : `${Math.round(duration * 10) / 10} s`);

const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null;
const text = (/** @type {unknown} */ value) => (typeof value === "string" && value.trim() !== "" ? value : null);
const isPicture = (/** @type {unknown} */ value) => typeof value === "string" && /^(https:\/\/|data:image\/)/i.test(value);
