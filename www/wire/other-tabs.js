// A tab that is opened by Ctrl-click has no token of its own: the tab that it was opened from hands it over. Pages of other
// origins are not on this channel.

const CHANNEL = "greenlight.token";
const PATIENCE = 250;

/** @returns {Promise<string | null>} the token of the tabs that are in view; `null` if there is none, or more than one */
export function askOtherTabs() {
  if (!("BroadcastChannel" in window)) return Promise.resolve(null);
  const channel = new BroadcastChannel(CHANNEL);
  /** @type {Set<string>} */
  const tokens = new Set();
  channel.onmessage = ({ data }) => void (typeof data?.token === "string" && tokens.add(data.token));
  /** @type {Promise<string | null>} */
  const answered = new Promise((resolve) => setTimeout(() => resolve(tokens.size === 1 ? [...tokens][0] : null), PATIENCE));
  channel.postMessage("which token?");
  return answered.finally(() => channel.close());
}

/**
 * Only a tab that somebody looks at answers: a link is opened from there, not from one that was forgotten in the background.
 * @param {() => string | null} token
 */
export function answerOtherTabs(token) {
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    const mine = token();
    if (data === "which token?" && mine && document.visibilityState === "visible") channel.postMessage({ token: mine });
  };
}
