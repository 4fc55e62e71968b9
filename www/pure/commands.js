// What can be done to a job with curl, until the page can do it.

/**
 * @param {{ id: number, status: string | null, terminal: boolean, approved: boolean }} job
 * @param {string} origin
 * @returns {{ label: string, command: string }[]} only what the job's state allows
 */
export function commands(job, origin) {
  const url = `${origin}/api/v2/jobs/${job.id}`;
  const isFinal = job.status === "completed" || job.status === "canceled";
  return [
    !isFinal && !job.approved && { label: "Approve the storyboard", command: `curl -X POST ${url}/approve` },
    !job.terminal && { label: "Report progress", command: `curl -X PUT ${url}/progress --json '{"percent":50}'` },
    !isFinal && { label: "Mark as failed", command: `curl ${url}/fail --json '{"error_message":"…"}'` },
    { label: "Count a retry", command: `curl -X POST ${url}/retry-count` },
    { label: "Read it", command: `curl ${url}` },
  ].filter((entry) => entry !== false);
}

/** @param {string} origin */
export const createCommand = (origin) =>
  `curl ${origin}/api/v2/jobs --json '{"prompt":"A lighthouse at dusk","model_id":"atlas-video-2"}'`;
