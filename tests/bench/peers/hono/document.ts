// A row as the job that the API serves.

export const SUMMARY_COLUMNS = `id, prompt, video_url, model_id, collection, client_id, brief_id, campaign_id, status, progress,
  storyboard_revision, approved, approved_at, approved_by, approved_revision, review, estimated_cost, actual_cost, cost_cap,
  error_message, error_code, download_attempted, download_retries, download_error, attempt, max_attempts, available_at,
  lease_worker, lease_expires_at, created_by, created_at, updated_at, version`;

export const COLUMNS = `${SUMMARY_COLUMNS}, parameters, metadata, storyboard_data`;

export interface SummaryRow {
  id: number;
  prompt: string;
  video_url: string;
  model_id: string;
  collection: string | null;
  client_id: string | null;
  brief_id: string | null;
  campaign_id: string | null;
  status: string | null;
  progress: string | null;
  storyboard_revision: number;
  approved: number | null;
  approved_at: string | null;
  approved_by: string | null;
  approved_revision: number | null;
  review: string | null;
  estimated_cost: number | null;
  actual_cost: number | null;
  cost_cap: number | null;
  error_message: string | null;
  error_code: string | null;
  download_attempted: number | null;
  download_retries: number | null;
  download_error: string | null;
  attempt: number;
  max_attempts: number;
  available_at: string | null;
  lease_worker: string | null;
  lease_expires_at: string | null;
  created_by: string | null;
  created_at: string | null;
  updated_at: string;
  version: number;
}

export interface Row extends SummaryRow {
  parameters: string | null;
  metadata: string | null;
  storyboard_data: string | null;
}

export function summary({ lease_worker, lease_expires_at, ...row }: SummaryRow) {
  return {
    ...row,
    video_url: row.video_url || null,
    terminal: row.status === "completed" || row.status === "failed" || row.status === "canceled",
    progress: json(row.progress) ?? {},
    approved: Boolean(row.approved),
    approved_at: time(row.approved_at),
    review: json(row.review),
    retry_count: row.download_retries ?? 0,
    download_attempted: Boolean(row.download_attempted),
    download_retries: row.download_retries ?? 0,
    available_at: time(row.available_at),
    lease: lease_worker === null ? null : { worker: lease_worker, expires_at: time(lease_expires_at) },
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

export function document({ parameters, metadata, storyboard_data, ...row }: Row) {
  return {
    ...summary(row),
    parameters: json(parameters) ?? {},
    metadata: json(metadata),
    storyboard_data: json(storyboard_data),
  };
}

export type Job = ReturnType<typeof summary> | ReturnType<typeof document>;

function json(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** SQLite's `2026-11-22 20:35:57.120`, or without milliseconds, in RFC 3339. */
function time(text: string | null): string | null {
  const date = new Date(`${text?.replace(" ", "T")}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
