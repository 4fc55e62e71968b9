// Costs for people.

/**
 * "$4.20"; more digits below a cent; "–" if unknown. In old rows 0 is the column's default and means unknown, too.
 * @param {unknown} amount
 */
export function cost(amount) {
  if (typeof amount !== "number" || amount === 0) return "–";
  const size = Math.abs(amount);
  const digits = size >= 0.01 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(size)));
  return `${amount < 0 ? "−" : ""}$${size.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}

/**
 * An amount that is known, though it may be nothing.
 * @param {number} amount
 */
export const money = (amount) => (amount === 0 ? "$0.00" : cost(amount));

/**
 * What a job costs, in a word: what it has cost, else "est. $4.20", else "–".
 * @param {{ actual_cost: number | null, estimated_cost: number | null }} job
 */
export function costInShort({ actual_cost, estimated_cost }) {
  const actual = cost(actual_cost);
  const estimated = cost(estimated_cost);
  return actual !== "–" || estimated === "–" ? actual : `est. ${estimated}`;
}

/**
 * Whether a job that has failed has cost something. Where nothing was reported, only a job that nobody worked on was free.
 * @param {{ actual_cost: number | null }} job
 * @param {any[] | undefined} events its history, if that is known
 */
export function spent({ actual_cost }, events) {
  if (cost(actual_cost) !== "–") return `${cost(actual_cost)} was spent.`;
  const wasWorked = !events?.length || events[0].kind !== "created" || events.some(({ actor, kind, to_status }) =>
    actor === "sql" || kind === "storyboard" || WORK.includes(to_status));
  return wasWorked ? "It is not known whether money was spent." : "Nothing was spent.";
}

const WORK = ["parsing", "generating_storyboard", "rendering"];
