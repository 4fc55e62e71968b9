// One job that is taken through its life: it is what the steps write to.
import { randomBytes } from "node:crypto";
import { Failure } from "../failure.mjs";

/** As long as a lease may live: after it the sweep puts the job back in line, as it does with any worker that has gone. */
const LEASE_SECONDS = 3600;

export class Desk {
  #access;
  #lease;

  /** `access` has `call`, `connect` for calls with another token, and `base`; `next` gives chance's next number. */
  constructor(access, job, next) {
    this.#access = access;
    this.base = access.base;
    this.job = job;
    this.next = next;
  }

  /** A write to the job; its answer is the job from then on. */
  async send(method, path, body, headers) {
    const { body: job } = await this.#access.call(method, `/jobs/${this.job.id}/${path}`, { body, headers });
    this.job = job;
  }

  /** A worker's write, which carries the lease if there is one. */
  report(method, path, body) {
    return this.send(method, path, body, this.#lease && { "Lease-Token": this.#lease });
  }

  /**
   * Takes the job under a lease, if that is certain to be this one: a claim takes what has waited longest, so it is made with
   * a token that sees the job's client only, and only if nothing else of that client waits. False if it was not made.
   */
  async claim(worker, purpose) {
    const call = await this.#asClient();
    const { body: stats } = await call("GET", "/stats");
    if (stats.jobs[purpose === "render" ? "storyboard_ready" : "pending"] !== 1) return false;
    const lease = randomBytes(24).toString("base64url");
    const body = { worker, lease_seconds: LEASE_SECONDS, for: [purpose] };
    const { body: job } = await call("POST", "/jobs/claim", { body, headers: { "Lease-Token": lease } });
    if (job?.id !== this.job.id) throw new Failure(`A claim took ${job ? `job ${job.id}` : "none"}, not job ${this.job.id}: stop what else works here.`);
    this.#lease = lease;
    this.job = job;
    return true;
  }

  async #asClient() {
    const { client_id } = this.job;
    const { body } = await this.#access.call("POST", "/tokens", { body: { scope: "jobs:read jobs:work", client_id, expires_in: 60 } });
    return this.#access.connect(body.token);
  }
}
