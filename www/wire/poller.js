// Asks again and again, one request at a time; not while the tab is hidden or updates are paused.

/**
 * @param {(signal: AbortSignal) => Promise<number | null>} ask answers with the milliseconds to wait, or `null` to stop
 */
export function createPoller(ask) {
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {number | undefined} */
  let timer;
  let isPaused = false;
  let isDone = false;

  async function turn() {
    clearTimeout(timer);
    if (asking || isDone || isPaused || document.hidden) return;
    const mine = (asking = new AbortController());
    const wait = await ask(mine.signal);
    if (asking !== mine) return;
    asking = null;
    isDone = wait === null;
    if (wait !== null) timer = setTimeout(turn, wait);
  }

  document.addEventListener("visibilitychange", turn);
  window.addEventListener("online", turn);

  return {
    /** Asks now; settles with the answer, whatever it is. */
    now: () => {
      isDone = false;
      return turn();
    },
    /** Drops what is under way and asks anew, even if updates are paused; settles with the answer. */
    restart: () => {
      asking?.abort();
      asking = null;
      isDone = false;
      const wasPaused = isPaused;
      isPaused = false;
      const first = turn();
      isPaused = wasPaused;
      return first;
    },
    /** @param {boolean} paused */
    pause: (paused) => {
      isPaused = paused;
      turn();
    },
  };
}
