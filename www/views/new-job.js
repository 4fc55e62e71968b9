// To come.

import { html } from "../vendor/preact.js";

export const NewJob = () => html`<h1 tabindex="-1">NewJob</h1>`;
