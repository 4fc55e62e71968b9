// How long a job will take from now, by what was observed of its percent in the same phase.

/**
 * @typedef {{ at: number, percent: number }} Point
 * @typedef {{ phase: string, first: Point, last: Point, end: number | null }} Observed `end`: when it is expected to be done
 */

const LONG_ENOUGH = 10_000;
const FAR_ENOUGH = 5;

/**
 * @param {Observed | null} observed
 * @param {{ phase: string, percent: number | null } | undefined} shown
 * @param {number} now
 * @returns {Observed | null}
 */
export function observe(observed, shown, now) {
  if (!shown || shown.percent === null) return null;
  const point = { at: now, percent: shown.percent };
  if (observed?.phase !== shown.phase) return { phase: shown.phase, first: point, last: point, end: null };
  if (point.percent <= observed.last.percent) return observed;
  return { ...observed, last: point, end: expected(observed, point) };
}

/** The mean pace since the first look; an estimate that is there moves to the new one by halves. @param {Observed} observed @param {Point} last */
function expected({ first, end }, last) {
  const [time, way] = [last.at - first.at, last.percent - first.percent];
  if (time < LONG_ENOUGH || way < FAR_ENOUGH) return end;
  const next = last.at + ((100 - last.percent) * time) / way;
  return end === null ? next : (end + next) / 2;
}

/**
 * "about 2 min left"; `null` if nobody knows, or if it should have been done by now.
 * @param {Observed | null} observed
 * @param {number} now
 */
export function timeLeft(observed, now) {
  const left = (observed?.end ?? 0) - now;
  if (left <= 0) return null;
  if (left < 10_000) return "a few seconds left";
  if (left < 55_000) return `about ${Math.round(left / 10_000)}0 s left`;
  return `about ${left < 3_570_000 ? `${Math.round(left / 60_000)} min` : `${Math.round(left / 360_000) / 10} h`} left`;
}
