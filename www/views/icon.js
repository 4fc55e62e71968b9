// The traffic light of icon.svg, drawn in place: a file is one more request before there is anything to read.

import { html } from "../vendor/preact.js";

export const Icon = () => html`<svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
  <rect x="8" y="1" width="16" height="30" rx="8" fill="#161b24" stroke="#566072" stroke-width="1.5" />
  <circle cx="16" cy="8.5" r="3.4" fill="#3b4454" />
  <circle cx="16" cy="16" r="3.4" fill="#3b4454" />
  <circle cx="16" cy="23.5" r="4.4" fill="#37c871" />
</svg>`;
