// The list's statuses, each with how many jobs it has.

import { exact, short } from "../pure/count.js";
import { jobsAddress } from "../pure/place.js";
import { STATUSES, word } from "../pure/status.js";
import { html } from "../vendor/preact.js";
import { Shape } from "./parts.js";

/** @param {{ state: import("./job-list.js").ListState }} props */
export function Tabs({ state: { place, stats, claims } }) {
  const { status, client_id, search } = place;
  const shown = !status || STATUSES.includes(status) ? STATUSES : [...STATUSES, status];
  // The API counts all jobs that the token opens, not those of one client among them.
  const counts = client_id && client_id !== claims?.client_id ? null : stats?.counts.jobs;
  const tab = (/** @type {string | null} */ of) => html`<li key=${of ?? ""}>
    <a href=${jobsAddress({ status: of, client_id, search })} aria-current=${of === status ? "page" : null} data-status=${of ?? "all"}>
      <span>${of && html`<${Shape} of=${of} />`}${of ? word(of) : "All"}</span> ${counts !== null && html`<${Count} of=${countOf(counts, of)} />`}
    </a>
  </li>`;
  return html`<nav aria-label="Jobs by status" class="tabs"><ul>${[null, ...shown].map(tab)}</ul></nav>
    ${client_id && html`<p class="filter">Only jobs of <b dir="auto">${client_id}</b> · <a href=${jobsAddress({ status, search })}>all clients</a></p>`}`;
}

/** Its place is there before the number is, so that nothing jumps. @param {{ of: number | null }} props */
const Count = ({ of }) => html`<span class="count" title=${of === null ? null : exact(of)}>
    ${of !== null && (of < 1000 ? of : html`<span aria-hidden="true">${short(of)}</span><span class="hidden">${exact(of)}</span>`)}
  </span>`;

/**
 * @param {Record<string, number> | undefined} counts
 * @param {string | null} status
 */
function countOf(counts, status) {
  if (!counts) return null;
  return status === null ? Object.values(counts).reduce((sum, count) => sum + count, 0) : (counts[status] ?? 0);
}
