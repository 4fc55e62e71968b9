// Tells screen readers what changed, politely, and at most every five seconds.

const PAUSE = 5000;

/**
 * @param {HTMLElement} region a live region
 * @returns {(message: string) => void} what comes too soon is told later, in one go
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

  return (message) => {
    if (message) waiting.push(message);
    tell();
  };
}
