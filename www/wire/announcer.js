// Tells screen readers what changed, politely, and at most every five seconds.

const PAUSE = 5000;

/**
 * @param {HTMLElement} region a live region
 * @returns what comes too soon is told later, in one go, unless it is to be forgotten
 */
export function createAnnouncer(region) {
  /** @type {string[]} */
  let waiting = [];
  let isResting = false;

  function tell() {
    if (isResting || waiting.length === 0) return;
    region.textContent = waiting.join(". ");
    waiting = [];
    isResting = true;
    setTimeout(() => {
      isResting = false;
      tell();
    }, PAUSE);
  }

  return {
    /** @param {string} message */
    tell: (message) => {
      if (message) waiting.push(message);
      tell();
    },
    forget: () => {
      waiting = [];
      region.textContent = "";
    },
  };
}
