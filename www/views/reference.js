// To come.

import { html } from "../vendor/preact.js";

export const Reference = () => html`<h1 tabindex="-1">Reference</h1>`;
