// Asks again and again, one request at a time; not while the tab is hidden or updates are paused, nor while something is written.

const AFTER_A_DEFECT = 15_000;

/**
 * @param {(signal: AbortSignal) => Promise<number | null>} ask answers with the milliseconds to wait, or `null` to stop
 * @param {() => number} patience the milliseconds for which the last answer forbids to ask
 */
export function createPoller(ask, patience) {
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {number | undefined} */
  let timer;
  let earliest = 0;
  let isPaused = false;
  let isDone = false;
  let holds = 0;
  let askedAt = 0;
  /** When the timer goes off. */
  let due = Infinity;
  /** @type {((_?: unknown) => void)[]} */
  const idlers = [];

  async function turn() {
    clearTimeout(timer);
    if (asking || isDone || isPaused || holds > 0 || document.hidden) return;
    const mine = (asking = new AbortController());
    askedAt = performance.now();
    due = Infinity;
    const wait = await ask(mine.signal).catch((error) => {
      // A defect of the page's own must not end its updates.
      console.error(error);
      return AFTER_A_DEFECT;
    });
    if (asking !== mine) return;
    asking = null;
    isDone = wait === null;
    earliest = performance.now() + patience();
    if (wait !== null) later(wait);
    rest();
  }

  /** Lets those go on who wait until nothing is under way. */
  const rest = () => idlers.splice(0).forEach((go) => go());

  /** @param {number} milliseconds */
  function later(milliseconds) {
    clearTimeout(timer);
    due = performance.now() + milliseconds;
    timer = setTimeout(turn, milliseconds);
  }

  /** Asks at once, or as soon as it may. */
  const wake = () => later(Math.max(0, earliest - performance.now()));

  function drop() {
    asking?.abort();
    asking = null;
    isDone = false;
    rest();
  }

  /** Drops what is under way and asks anew, even if updates are paused; settles with the answer. */
  function restart() {
    drop();
    const wasPaused = isPaused;
    isPaused = false;
    const first = turn();
    isPaused = wasPaused;
    return first;
  }

  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);

  return {
    restart,
    later,
    wake,
    /** Asks so many milliseconds after the last question at the latest, or at once if that is past. @param {number} milliseconds */
    soon: (milliseconds) => {
      if (askedAt + milliseconds < due) later(Math.max(0, askedAt + milliseconds - performance.now()));
    },
    /** Settles when nothing is under way and nothing is held, or when the signal aborts. @param {AbortSignal} signal */
    idle: async (signal) => {
      signal.addEventListener("abort", rest);
      while ((asking || holds > 0) && !signal.aborted) await new Promise((go) => idlers.push(go));
      signal.removeEventListener("abort", rest);
    },
    /** Asks now; settles with the answer, whatever it is. */
    now: () => {
      isDone = false;
      return turn();
    },
    /** Asks nothing until the function that it returns is called, which asks anew. */
    hold: () => {
      drop();
      holds += 1;
      return () => {
        holds -= 1;
        return restart();
      };
    },
    /** @param {boolean} paused */
    pause: (paused) => {
      isPaused = paused;
      turn();
    },
  };
}
