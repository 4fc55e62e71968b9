// The end of the reference: the token in use, and how this page looks and behaves.

import { SHORTCUTS } from "../pure/shortcuts.js";
import { dateTime, timeOfDay } from "../pure/time.js";
import { html } from "../vendor/preact.js";

/** @typedef {import("../wire/actions.js").Actions} Actions */
/** @typedef {import("../pure/state.js").State} State */
/** @typedef {import("../pure/state.js").Settings} Settings */

/** @type {[Settings["theme"], string][]} */
const THEMES = [["system", "As this device"], ["light", "Light"], ["dark", "Dark"]];

/** @param {{ state: State, actions: Actions }} props */
export const ThisPage = ({ state: { claims, settings, isPaused, seenAt }, actions }) => html`<section id="this-page" class="this-page">
    <h2>This page</h2>
    <section><h3>Token in use</h3><${Token} claims=${claims} signOut=${actions.signOut} /></section>
    <section><h3>Theme</h3><${Theme} theme=${settings.theme} set=${actions.setSettings} /></section>
    <section>
      <h3>Updates</h3>
      <p>Jobs, and lists of one client's, are told of their changes, or else asked for again every few seconds, as operations are${isPaused && "; but not now: updates are paused"}.
        ${seenAt !== null && html` This reference is from ${timeOfDay(seenAt)}.`}</p>
      <p class="line"><button type="button" onClick=${() => actions.pause(!isPaused)}>${isPaused ? "Resume updates" : "Pause updates"}</button>
        <button type="button" onClick=${actions.refresh}>Refresh now</button></p>
    </section>
    <section><h3>Keyboard</h3><${Keyboard} isOn=${settings.shortcuts} set=${actions.setSettings} /></section>
  </section>`;

/** @param {{ claims: State["claims"], signOut: () => void }} props */
function Token({ claims, signOut }) {
  if (!claims) return html`<p>You are not signed in. This reference needs no token; <a href="/">sign in</a> to see jobs.</p>`;
  const { sub, scope, client_id, job_id, exp } = claims;
  return html`<p>You are ${sub ? html`<b dir="auto">${sub}</b>` : "signed in"}, with ${scope ? html`the scope <code>${scope}</code>` : "no scope"},
      for ${reach(client_id, job_id)}${exp !== null && html`, until ${dateTime(date(exp))}`}.</p>
    <p><button type="button" onClick=${signOut}>Sign out</button></p>`;
}

/** @param {string | null} client_id @param {string | null} job_id */
function reach(client_id, job_id) {
  const client = client_id && html` of <b dir="auto">${client_id}</b>`;
  return job_id ? html`job ${job_id}${client} only` : client ? html`the jobs${client}` : "the jobs of all clients";
}

/** RFC 3339; a number that is no time is shown as unknown. @param {number} seconds since 1970 */
function date(seconds) {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** @param {{ theme: Settings["theme"], set: Actions["setSettings"] }} props */
const Theme = ({ theme, set }) => html`<fieldset>
    <legend class="hidden">Theme</legend>
    ${THEMES.map(([value, name]) => html`<label><input type="radio" name="theme" value=${value} checked=${theme === value}
      onChange=${() => set({ theme: value })} /> ${name}</label>`)}
  </fieldset>`;

/** @param {{ isOn: boolean, set: Actions["setSettings"] }} props */
const Keyboard = ({ isOn, set }) => html`
  <label><input type="checkbox" checked=${isOn} onChange=${() => set({ shortcuts: !isOn })} /> Single-key shortcuts</label>
  <table class="shortcuts">
    <caption class="hidden">Single-key shortcuts</caption>
    <thead><tr><th scope="col">Key</th><th scope="col">What it does</th></tr></thead>
    <tbody>${SHORTCUTS.map(({ keys, does }) => html`<tr key=${keys}><td><kbd>${keys}</kbd></td><td>${does}</td></tr>`)}</tbody>
  </table>`;
