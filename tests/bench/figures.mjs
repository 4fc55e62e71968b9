// Figures of several rounds as one, and how far they can be trusted.

/** The mean of each figure over the rounds; `noise` is how far the rounds' processor times are apart, as a part of their mean. */
export function summarized(rounds) {
  const mean = (name) => rounds.reduce((sum, round) => sum + round[name], 0) / rounds.length;
  const cpus = rounds.map(({ cpu }) => cpu);
  return { cpu: mean("cpu"), rate: mean("rate"), p50: mean("p50"), p99: mean("p99"), noise: (Math.max(...cpus) - Math.min(...cpus)) / mean("cpu") };
}

/** The figures of a server's operation; undefined if it was not measured. */
export function figure({ figures }, server, operation) {
  const rounds = figures.get(server)?.get(operation);
  return rounds && summarized(rounds);
}

/** The operations that were measured of any server, in their order. */
export function measured({ figures }) {
  return [...new Set([...figures.values()].flatMap((operations) => [...operations.keys()]))];
}

export const ratio = (number) => (number === undefined ? "" : `${number.toFixed(2)} ×`);
export const percent = (part) => `${(100 * part).toFixed(0)} %`;
export const count = (number) => number.toLocaleString("en");
