// What is there without a token: how to get one, and where to put it.

import { nameOf } from "../pure/title.js";
import { html } from "../vendor/preact.js";

/** @param {{ state: import("../pure/state.js").State, signIn: (text: string) => void }} props */
export const SignIn = ({ state: { place, trouble }, signIn }) => html`
  <h1 tabindex="-1">Sign in</h1>
  <div class="notice">
    ${trouble && html`<p class="error"><b>${trouble.problem.title}.</b> <span dir="auto">${trouble.problem.detail}</span></p>`}
    <p>To see <b dir="auto">${nameOf(place).replace(/^./, (first) => first.toLowerCase())}</b>, open a sign-in link, or paste a token:</p>
    <form class="sign-in" onSubmit=${submitted(signIn)}>
      <label for="token">Token</label>
      <input id="token" type="password" autocomplete="off" spellcheck="false" required pattern="\\s*[\\x21-\\x7e]+\\s*" title="Letters, digits and signs, without a break" aria-describedby="token-stays" />
      <button type="submit" class="primary">Sign in</button>
    </form>
    <p id="token-stays" class="quiet">It stays in this tab, until you sign out or close it.</p>
    <p class="quiet">Where Greenlight runs on your machine, <code>npm start</code> prints a link that signs in, and this makes a token: <code translate=${false}>npm run -s token -- --scope "jobs:read"</code>. Otherwise ask whoever runs it.</p>
  </div>`;

/** The field has no name: no form can ever put it into an address. @param {(text: string) => void} signIn */
const submitted = (signIn) => (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
  event.preventDefault();
  signIn(/** @type {HTMLInputElement} */ (event.currentTarget.querySelector("#token")).value);
};
