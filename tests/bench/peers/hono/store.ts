// What the app asks of its database; rows.ts answers with objects, hono-text/text.ts with JSON text.
import type { Claim, NewJob } from "./schemas";

/** A job, as whatever the store makes of it. */
export interface Found<Job> {
  id: number;
  version: number;
  job: Job;
}

/** What became of a guarded write; `refused` is a slug. */
export type Written<Job> = Found<Job> | { refused: string } | undefined;

export interface Place {
  updated_at: string;
  id: number;
}

export interface Listed {
  status?: string | undefined;
  summary: boolean;
  after: Place;
  limit: number;
}

export interface Page<Job> {
  jobs: Job[];
  next: Place | undefined;
}

export interface Store<Job> {
  get(id: number): Promise<Found<Job> | undefined>;
  list(listed: Listed): Promise<Page<Job>>;
  updateProgress(id: number, caller: string, lease: string | null, progress: Record<string, unknown>): Promise<Written<Job>>;
  approve(id: number, caller: string, revision: number | null): Promise<Written<Job>>;
  create(caller: string, job: NewJob): Promise<Found<Job>>;
  claim(caller: string, lease: string, claim: Claim): Promise<Found<Job> | undefined>;
}

/** Whether such jobs are claimed, as a number of SQL's. */
export function isFor({ for: purposes }: Claim, purpose: "storyboard" | "render"): number {
  return Number(!purposes || purposes.includes(purpose));
}

/** Why a report was refused. */
export function progressRefusal(status: string | null): string {
  return status !== null && ENDED.includes(status) ? "job-ended" : "lease-lost";
}

/** Why an approval was refused; nothing if the job is approved already. */
export function approvalRefusal(status: string | null, revision: number, isApproved: boolean, wanted: number | null): string | undefined {
  if (status === "completed" || status === "canceled") return "job-ended";
  if (wanted !== null && wanted !== revision) return "storyboard-changed";
  return isApproved ? undefined : "over-budget";
}

const ENDED = ["completed", "failed", "canceled"];
