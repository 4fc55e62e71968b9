// To come.

import { html } from "../vendor/preact.js";

export const Operations = () => html`<h1 tabindex="-1">Operations</h1>`;
