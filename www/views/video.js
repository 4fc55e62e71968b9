// The video of a job: played here where that is possible, and opened elsewhere.

import { playable, videoAddress } from "../pure/video.js";
import { html, useState } from "../vendor/preact.js";

/** @param {{ job: any, here: import("../pure/video.js").Here }} props */
export function Video({ job: { id, video_url }, here }) {
  const [isBroken, setBroken] = useState(false);
  const source = playable(video_url, here);
  const address = videoAddress(video_url, here);
  return html`<section class="video" aria-labelledby="video"><h2 id="video">Video</h2>
    ${source && html`<div class="screen">${isBroken
      ? html`<p class="quiet">It cannot be played here: it may be gone, or of a kind that this browser does not know.</p>`
      : html`<video controls preload="metadata" src=${source} aria-label=${`Video of job ${id}`} onError=${() => setBroken(true)}></video>`}</div>`}
    ${!video_url && html`<p class="quiet">The job is completed, and nobody has said where its video is.</p>`}
    ${address ? html`<p><a href=${address} rel="noreferrer">Open the video</a></p>` : video_url && html`<p dir="auto">${video_url}</p>`}
  </section>`;
}
