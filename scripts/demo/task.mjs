// One claimed job: its reports, its lease, and the time that real work would take.
import { setTimeout as pause } from "node:timers/promises";
import { oneLine } from "./text.mjs";

export class Task {
  #call;
  #token;
  #pace;
  #seq = 0;

  /** `pace` has `speed`, by which the demo is faster than usual, and `leaseSeconds`. */
  constructor(call, { job, token }, pace) {
    this.job = job;
    this.#call = call;
    this.#token = token;
    this.#pace = pace;
  }

  say(text) {
    console.log(`Job ${this.job.id}: ${text}`);
  }

  /** Says, reports and shows `progress` while `ms` pass, often enough to keep the lease. */
  async spend(ms, progress) {
    this.say(oneLine(progress.message, 120));
    const beat = (this.#pace.leaseSeconds * 1000) / 3;
    await this.report(progress);
    for (let left = ms / this.#pace.speed; left > 0; left -= beat) {
      await pause(Math.min(left, beat));
      if (left > beat) await this.report(progress);
    }
  }

  /** Each report has the next `seq`, so that none that was under way for long overwrites a later one. */
  async report(progress) {
    this.#seq += 1;
    await this.send("PUT", "progress", { seq: this.#seq, ...progress });
  }

  /** A worker's write, which carries the lease; the job after it. */
  async send(method, path, body) {
    const { body: job } = await this.#call(method, `/jobs/${this.job.id}/${path}`, { body, headers: { "Lease-Token": this.#token } });
    return job;
  }

  /** Adds a cost. It needs no lease: money that was spent counts even when the job was lost meanwhile. */
  async addCost(key, amount) {
    await this.#call("POST", `/jobs/${this.job.id}/costs`, { body: { key, amount } });
  }
}
