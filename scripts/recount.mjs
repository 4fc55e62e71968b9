// Sets the counters of jobs to what a full count says. Triggers keep them; an INSERT OR REPLACE by hand goes past those.
import { execute } from "./d1.mjs";

const COUNTED = `SELECT coalesce(CAST(client_id AS TEXT), ''), iif(typeof(status) = 'text', status, ''), count(*), count(lease_token_hash) FROM generated_videos GROUP BY 1, 2`;
const KEPT = "SELECT client_id, status, jobs, leases FROM job_counts WHERE jobs <> 0 OR leases <> 0";

/** Counts all jobs; says so if a counter was wrong. No write comes in between: it is one transaction. */
export async function recount(target) {
  const [[{ wrong }]] = await execute(target, `SELECT count(*) AS wrong FROM (SELECT * FROM (${COUNTED} EXCEPT ${KEPT}) UNION ALL SELECT * FROM (${KEPT} EXCEPT ${COUNTED}));
    DELETE FROM job_counts;
    INSERT INTO job_counts (client_id, status, jobs, leases) ${COUNTED}`);
  if (wrong > 0) console.log("The counters of jobs were wrong, and are right again.");
}
