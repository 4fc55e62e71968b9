// Tells which old rows hold text that is not JSON where JSON belongs. They stay as they are, and read as null.
import { execute } from "./d1.mjs";

const COLUMNS = ["parameters", "metadata", "progress", "storyboard_data"];
const MOST_IDS = 10;

/** Reports the rows whose JSON cannot be read, by column; scans the table. */
export async function reportUnreadable(target) {
  const answers = await execute(target, COLUMNS.map(unreadable).join(";\n"));
  for (const [{ name, rows, ids }] of answers) if (rows) console.log(describe(name, rows, ids));
}

function unreadable(column) {
  const rows = `SELECT id FROM generated_videos WHERE ${column} IS NOT NULL AND (typeof(${column}) = 'blob' OR NOT json_valid(${column}))`;
  return `SELECT '${column}' AS name, (SELECT count(*) FROM (${rows})) AS rows,
    (SELECT group_concat(id, ', ') FROM (${rows} ORDER BY id LIMIT ${MOST_IDS})) AS ids`;
}

function describe(column, rows, ids) {
  const [subject, ending] = rows === 1 ? ["1 row", "s"] : [`${rows} rows`, ""];
  return `${subject} hold${ending} no readable JSON in ${column}, which reads as absent: id ${ids}${rows > MOST_IDS ? ", …" : ""}`;
}
