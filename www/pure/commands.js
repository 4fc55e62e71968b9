// What can be done to a job with curl, until the page can do it.

/** The token itself is never shown: whoever runs this puts it into the variable. */
const CURL = 'curl -H "Authorization: Bearer $TOKEN"';

/**
 * @param {{ id: number, status: string | null, terminal: boolean, approved: boolean, storyboard_revision: number, review: { storyboard_revision?: number } | null }} job
 * @param {string} origin
 * @returns {{ label: string, command: string }[]} only what the job's state allows
 */
export function commands(job, origin) {
  const url = `${origin}/api/v2/jobs/${job.id}`;
  const isFinal = job.status === "completed" || job.status === "canceled";
  const revision = `"storyboard_revision":${job.storyboard_revision}`;
  const isSentBack = job.review?.storyboard_revision === job.storyboard_revision;
  const isUndecided = !job.approved && !isSentBack;
  return [
    !isFinal && isUndecided && { label: "Approve the storyboard", command: `${CURL} ${url}/approve --json '{${revision}}'` },
    job.status === "storyboard_ready" && isUndecided && { label: "Send it back", command: `${CURL} ${url}/reject --json '{"reason":"…",${revision}}'` },
    !job.terminal && { label: "Report progress", command: `${CURL} -X PUT ${url}/progress --json '{"percent":50}'` },
    !isFinal && { label: "Mark as failed", command: `${CURL} ${url}/fail --json '{"error_message":"…"}'` },
    { label: "Count a retry", command: `${CURL} -X POST ${url}/retry-count` },
    { label: "Read it", command: `${CURL} ${url}` },
  ].filter((entry) => entry !== false);
}

/** @param {string} origin */
export const createCommand = (origin) =>
  `${CURL} ${origin}/api/v2/jobs --json '{"prompt":"A lighthouse at dusk","model_id":"atlas-video-2"}'`;
