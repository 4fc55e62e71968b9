// The store as most people write it: rows of columns, made into jobs here.
import approveStoryboard from "../sql/approve_storyboard.sql";
import claimJob from "../sql/claim_job.sql";
import claimedJob from "../sql/claimed_job.sql";
import createJob from "../sql/create_job.sql";
import getJob from "../sql/get_job.sql";
import listJobs from "../sql/list_jobs.sql";
import listJobsByStatus from "../sql/list_jobs_by_status.sql";
import sweepLeases from "../sql/sweep_leases.sql";
import updateProgress from "../sql/update_progress.sql";
import { COLUMNS, document, SUMMARY_COLUMNS, summary, type Job, type Row, type SummaryRow } from "./document";
import { approvalRefusal, isFor, progressRefusal, type Found, type Store } from "./store";

const columns = (sql: string, names = COLUMNS) => sql.replaceAll("{columns}", names).replaceAll(/^--.*\n/gm, "");

const SQL = {
  get: columns(getJob),
  list: { whole: columns(listJobs), summary: columns(listJobs, SUMMARY_COLUMNS) },
  listByStatus: { whole: columns(listJobsByStatus), summary: columns(listJobsByStatus, SUMMARY_COLUMNS) },
  updateProgress: columns(updateProgress),
  approve: columns(approveStoryboard),
  create: columns(createJob),
  sweep: columns(sweepLeases),
  claim: columns(claimJob),
  claimed: columns(claimedJob),
};

export function rows(db: D1Database): Store<Job> {
  const one = (sql: string, ...values: unknown[]) => db.prepare(sql).bind(...values).first<Row>();
  return {
    async get(id) {
      const row = await one(SQL.get, id);
      return row ? found(row) : undefined;
    },

    async list({ status, summary: isSummary, after, limit }) {
      const view = isSummary ? "summary" : "whole";
      const statement = status === undefined
        ? db.prepare(SQL.list[view]).bind(after.id, limit + 1)
        : db.prepare(SQL.listByStatus[view]).bind(status, after.updated_at, after.id, limit + 1);
      const { results } = await statement.all<Row>();
      const page = results.slice(0, limit);
      return { jobs: page.map(isSummary ? (row: SummaryRow) => summary(row) : document), next: results.length > limit ? page.at(-1) : undefined };
    },

    async updateProgress(id, caller, lease, progress) {
      const seq = Number.isSafeInteger(progress.seq) ? progress.seq : null;
      const row = await one(SQL.updateProgress, id, caller, lease, JSON.stringify(progress), seq);
      if (row) return found(row);
      const there = await one(SQL.get, id);
      return there ? { refused: progressRefusal(there.status) } : undefined;
    },

    async approve(id, caller, revision) {
      const row = await one(SQL.approve, id, caller, revision);
      if (row) return found(row);
      const there = await one(SQL.get, id);
      if (!there) return undefined;
      const refused = approvalRefusal(there.status, there.storyboard_revision, Boolean(there.approved), revision);
      return refused ? { refused } : found(there);
    },

    async create(caller, job) {
      const row = await one(
        SQL.create, caller, job.prompt, job.model_id, JSON.stringify(job.parameters ?? {}), job.metadata ? JSON.stringify(job.metadata) : null,
        job.collection ?? null, job.client_id ?? null, job.brief_id ?? null, job.campaign_id ?? null,
        job.video_url ?? "", job.estimated_cost ?? null, job.cost_cap ?? null, job.max_attempts ?? 3,
      );
      if (!row) throw new Error("the new job was not returned");
      return found(row);
    },

    async claim(caller, lease, claim) {
      const [, claimed, repeated] = await db.batch<Row>([
        db.prepare(SQL.sweep),
        db.prepare(SQL.claim).bind(claim.worker, caller, lease, claim.lease_seconds ?? 60, isFor(claim, "storyboard"), isFor(claim, "render")),
        db.prepare(SQL.claimed).bind(lease),
      ]);
      const row = claimed?.results[0] ?? repeated?.results[0];
      return row && found(row);
    },
  };
}

function found(row: Row): Found<Job> {
  return { id: row.id, version: row.version, job: document(row) };
}
