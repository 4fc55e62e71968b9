// Times for people. The clock is the caller's.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const dateAndTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/**
 * How long something takes or has taken: "20 s", "3 min", "2 h", "5 d". Seconds come in tens, so that the text is calm.
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / (10 * SECOND)) * 10} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} d`;
}

/**
 * When something was, seen from `now`: "just now", "3 min ago"; the day if that is more than a week away; "–" if unknown.
 * @param {string | null} timestamp RFC 3339
 * @param {number} now in milliseconds
 */
export function ago(timestamp, now) {
  const at = Date.parse(timestamp ?? "");
  if (Number.isNaN(at)) return "–";
  if (!isRecent(timestamp, now)) return date.format(at);
  return now - at < 10 * SECOND ? "just now" : `${duration(now - at)} ago`;
}

/**
 * Whether something was in the last week; a minute ahead is a clock that goes wrong.
 * @param {string | null} timestamp RFC 3339
 * @param {number} now in milliseconds
 */
export function isRecent(timestamp, now) {
  const passed = now - Date.parse(timestamp ?? "");
  return passed > -MINUTE && passed < 7 * DAY;
}

/**
 * The local time of day, to the second.
 * @param {number} at in milliseconds
 */
export const timeOfDay = (at) => time.format(at);

/**
 * The local date and time; "–" if unknown.
 * @param {string | null} timestamp RFC 3339
 */
export function dateTime(timestamp) {
  const at = Date.parse(timestamp ?? "");
  return Number.isNaN(at) ? "–" : dateAndTime.format(at);
}
