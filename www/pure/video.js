// Where a job's video is, as this page can load it.

/** @typedef {{ host: string, protocol: string }} Here */

/**
 * The address to open; `null` if it leads nowhere. What this page's own host has is loaded as the page was.
 * @param {unknown} video_url
 * @param {Here} here
 */
export function videoAddress(video_url, here) {
  if (typeof video_url !== "string" || !URL.canParse(video_url)) return null;
  const url = new URL(video_url);
  if (!/^https?:$/.test(url.protocol)) return null;
  if (url.host === here.host) url.protocol = here.protocol;
  return url.href;
}

/**
 * The address of a file that a browser may play, where the page's policy allows to load it; `null` if it does not look like one.
 * @param {unknown} video_url
 * @param {Here} here
 */
export function playable(video_url, here) {
  const address = videoAddress(video_url, here);
  if (!address) return null;
  const { pathname, protocol, host } = new URL(address);
  const isAllowed = protocol === "https:" || (host === here.host && protocol === here.protocol);
  return isAllowed && /\.(mp4|m4v|mov|webm|og[gv])$/i.test(pathname) ? address : null;
}
