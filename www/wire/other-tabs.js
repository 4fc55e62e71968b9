// A tab that is opened by Ctrl-click has no token of its own: the tab that it was opened from hands it over. Pages of other
// origins are not on this channel.

const CHANNEL = "greenlight.token";
const PATIENCE = 250;

/** @returns {Promise<string | null>} the token of a tab that is in view; `null` if there is none */
export function askOtherTabs() {
  if (!("BroadcastChannel" in window)) return Promise.resolve(null);
  const channel = new BroadcastChannel(CHANNEL);
  /** @type {Promise<string | null>} */
  const answered = new Promise((resolve) => {
    channel.onmessage = ({ data }) => typeof data?.token === "string" && resolve(data.token);
    setTimeout(() => resolve(null), PATIENCE);
  });
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
