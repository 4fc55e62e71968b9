// Moves the staged rows into generated_videos: none if one would overwrite another job, else all, portion by portion.
import { Failure } from "../failure.mjs";
import { columnNamed, identifier } from "./identifier.mjs";
import { Progress } from "./progress.mjs";
import { STAGING } from "./statements.mjs";
import { TABLE } from "./table.mjs";
import { nameIds } from "./wording.mjs";

/**
 * Puts the counter above every id of the file, so that no job made meanwhile takes one of them. Before the rows are
 * staged it is known to be right only if D1 has no job in their range at all: a refused import shall leave no trace.
 */
export function reserveEarly(table) {
  return reserve(table, `SELECT 1 FROM ${TABLE} WHERE id <= ${table.highestId}`);
}

/** Refuses if D1 has a job with an id and not the content of a row of the file; gives how many it has with both. */
export async function reserveIds(table, jobColumns, targetColumns, added, target) {
  const isOtherJob = isOther(jobColumns, targetColumns, added);
  const [, , conflicts, [{ same, others }]] = await target.query(
    ...reserve(table, `SELECT 1 ${BESIDE} WHERE ${isOtherJob}`),
    `SELECT CAST(s.id AS TEXT) AS id ${BESIDE} WHERE ${isOtherJob} ORDER BY s.id LIMIT 20`,
    `SELECT count(*) AS same, coalesce(sum(${isOtherJob}), 0) AS others ${BESIDE}`,
  );
  if (conflicts.length > 0) throw conflict(conflicts, others);
  return same;
}

/** A counter that has never counted has no row yet. */
function reserve({ highestId }, obstacle) {
  return [
    `INSERT INTO sqlite_sequence (name, seq) SELECT '${TABLE}', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = '${TABLE}')`,
    `UPDATE sqlite_sequence SET seq = max(seq, ${highestId}) WHERE name = '${TABLE}' AND NOT EXISTS (${obstacle})`,
  ];
}

/**
 * Copies the rows that are not there yet, and compares every row of a portion with what it became.
 * `closing` are statements to run in the last portion's call, once it is copied; gives their answers.
 */
export async function copyRows(table, copied, chunks, closing, target) {
  const progress = new Progress("writing", table.rowCount);
  let done = 0;
  let answers = [];
  for (const chunk of chunks) {
    const isLast = chunk === chunks.at(-1);
    const statements = [...copyChunk(chunk, copied), ...(table.isClaimable ? [putInLine(chunk)] : []), ...(isLast ? closing : [])];
    const [, different, ...rest] = await continuing(done, table.rowCount, () => target.query(...statements));
    answers = rest.slice(-closing.length);
    if (different.length > 0) {
      throw new Failure(
        `rows in D1 are not what the file holds, because someone else changed them meanwhile or D1 cannot hold them as they are. Ids: ${nameIds(different.map((row) => row.id))}. Look at these jobs; importing again goes on where this one stopped.`,
      );
    }
    done += chunk.rows;
    progress.at(done);
  }
  return answers;
}

const BESIDE = `FROM ${STAGING} s JOIN ${TABLE} v ON v.id = s.id`;

function copyChunk({ from, to }, { jobColumns, targetColumns }) {
  const names = jobColumns.map(({ name }) => identifier(name));
  return [
    `INSERT INTO ${TABLE} (${names.join(", ")}) SELECT ${jobColumns.map(({ expression }) => expression).join(", ")} ` +
      `FROM ${STAGING} s WHERE s.id BETWEEN ${from} AND ${to} AND NOT EXISTS (SELECT 1 FROM ${TABLE} v WHERE v.id = s.id)`,
    `SELECT CAST(s.id AS TEXT) AS id FROM ${STAGING} s LEFT JOIN ${TABLE} v ON v.id = s.id ` +
      `WHERE s.id BETWEEN ${from} AND ${to} AND ${isOther(jobColumns, targetColumns, [])} ORDER BY s.id LIMIT 20`,
  ];
}

/** Whether a job waits for a worker, once it is in line. */
export const WAITS = "(status = 'pending' OR status = 'storyboard_ready' AND approved)";

/**
 * Puts the portion's waiting jobs in line, whichever import brought them. It signs the version, so that no trigger sets
 * `updated_at`: the same import, repeated, finds the job that it knows.
 */
function putInLine({ from, to }) {
  return (
    `UPDATE ${TABLE} SET available_at = strftime('%Y-%m-%d %H:%M:%f', 'now'), version = version + 1, changed_version = version + 1, changed_by = 'sql' ` +
    `WHERE id BETWEEN ${from} AND ${to} AND id IN (SELECT id FROM ${STAGING}) AND available_at IS NULL AND lease_token_hash IS NULL ` +
    `AND ${WAITS}`
  );
}

/**
 * Whether the job `v` is not what the staged row `s` says: in a column of the file, or in when it was last changed.
 * Which version that made, and whether the job is in line, is D1's own affair. A column that D1 does not have yet would
 * hold its default. IS lets a value pass that took its column's type, such as 4 as 4.0.
 */
function isOther(jobColumns, targetColumns, added) {
  const compared = jobColumns.filter(({ name, isFromFile }) => (isFromFile || name === "updated_at") && !OWN.includes(name));
  const present = compared.map(({ name }) =>
    columnNamed(targetColumns, name) ? `v.${identifier(name)} COLLATE BINARY` : (columnNamed(added, name)?.defaultValue ?? "NULL"),
  );
  return `(${present.join(", ")}) IS NOT (${compared.map(({ expression }) => expression).join(", ")})`;
}

const OWN = ["version", "available_at"];

function conflict(rows, total) {
  const ids = rows.map((row) => row.id);
  return new Failure(
    `D1 already has jobs with the same id and other content, and the import overwrites nothing: nothing was written to ${TABLE}. ` +
      `Ids: ${nameIds(ids, total)}. Delete those jobs in D1 or those rows in a copy of the file, and import again.`,
  );
}

async function continuing(done, total, copy) {
  try {
    return await copy();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`${error.message} ${done} of ${total} rows are in ${TABLE}; run the same command again, and it goes on from there.`);
  }
}
