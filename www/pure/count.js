// Numbers of things for people.

const whole = new Intl.NumberFormat("en-US");
const compact = new Intl.NumberFormat("en-US", { notation: "compact" });

/** All digits: "12,345". @param {number} count */
export const exact = (count) => whole.format(count);

/** So short that it fits a tab: "12k". @param {number} count */
export const short = (count) => compact.format(count).replace("K", "k");

/** "1 job", "12,345 jobs". @param {number} count */
export const jobs = (count) => `${exact(count)} ${count === 1 ? "job" : "jobs"}`;
