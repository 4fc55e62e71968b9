// The jobs to be made: what is asked for, and how far each goes.
import { between, chance } from "../demo/chance.mjs";
import { DECISIONS } from "./decisions.mjs";
import { ENDS } from "./ends.mjs";
import { WORK } from "./work.mjs";

/**
 * All of them, in the order in which they are made. The same `number` makes the same requests under the same keys, so that a
 * second run finds what the first one made; `client_id` gives them all to one client.
 */
export function jobs({ number, client_id }) {
  const all = [...WORK, ...DECISIONS, ...ENDS].map((planned) => {
    const next = chance(`${number}\n${planned.name}`);
    return { place: next(), key: `seed-${number}-${planned.name}`, request: request(planned, next, client_id), steps: planned.steps, next };
  });
  return all.sort((one, other) => one.place - other.place);
}

function request({ asked }, next, client_id) {
  const parameters = { aspect_ratio: "16:9", resolution: "1080p", fps: 24, seed: between(next, 1, 2 ** 31 - 1), ...asked.parameters };
  return { model_id: "lumen-3", ...asked, parameters, ...(client_id !== undefined && { client_id }) };
}
