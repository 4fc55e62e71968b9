// Where Greenlight is, its page and the demo's video.
import { Failure } from "../failure.mjs";

/** Where npm start serves, if nothing else is said. */
export const DEFAULT_URL = "http://localhost:8787";

/** The API's address at the Greenlight that the environment's URL names. */
export function baseOf(url = process.env.URL || DEFAULT_URL) {
  if (!/^https?:/.test(url) || !globalThis.URL.canParse(url)) throw new Failure(`URL is not an http address: ${url}`);
  return new URL("/api/v2", url).href;
}

export const jobPage = (base, id) => new URL(`/jobs/${id}`, base).href;

/** The video that says that it is none. Addresses of videos are https; the page plays one of its own host as it has itself been loaded. */
export const placeholderVideo = (base) => `https://${new URL(base).host}/demo/placeholder.webm`;
