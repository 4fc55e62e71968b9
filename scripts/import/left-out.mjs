// Names what is in the file and does not come along: other tables, constraints, indexes, triggers, views.
import { identifier, sameName } from "./identifier.mjs";
import { saying } from "./source.mjs";
import { TABLE } from "./table.mjs";
import { count } from "./wording.mjs";

/** What Greenlight makes anew in a better form, and D1's own tables. */
const REPLACED = ["idx_videos_status", "idx_videos_updated", "idx_videos_approved", "update_videos_timestamp"];
const BOOKKEEPING = /^(sqlite_|_cf_|d1_migrations$)/i;

const STRINGS_AND_COMMENTS = /'(''|[^'])*'|"(""|[^"])*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** A line for each thing; `targetNames` are the indexes and triggers that D1 has already. */
export function describeLeftOut(source, table, targetNames) {
  return saying(source.name, () => [
    ...tables(source.db),
    ...foreignKeys(source.db),
    ...uniqueConstraints(source.db),
    ...otherConstraints(source.db),
    ...table.columns
      .filter((column) => column.isGenerated)
      .map(({ name }) => `the formula of the generated column ${name} (its values come along)`),
    ...indexesTriggersViews(source.db, [...REPLACED, ...targetNames]),
  ]);
}

function tables(db) {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map((row) => row.name);
  return names.filter((name) => !BOOKKEEPING.test(name) && !sameName(name, TABLE)).map((name) => `table ${name}${rowsOf(db, name)}`);
}

/** A virtual table may need a module that is not here. */
function rowsOf(db, name) {
  try {
    return ` (${count(db.prepare(`SELECT count(*) AS rows FROM ${identifier(name)}`).get().rows, "row")})`;
  } catch {
    return "";
  }
}

function foreignKeys(db) {
  const keys = db
    .prepare('SELECT id, "table", group_concat("from", \', \') AS columns FROM pragma_foreign_key_list(?) GROUP BY id')
    .all(TABLE);
  return keys.map((key) =>
    sameName(key.table, TABLE)
      ? `foreign key ${key.columns} to ${TABLE} itself (D1 always enforces it, and a job with successors could not be deleted; the values come along)`
      : `foreign key ${key.columns} to ${key.table}, a table that does not come along (the values do)`,
  );
}

function uniqueConstraints(db) {
  const constraints = db.prepare("SELECT name FROM pragma_index_list(?) WHERE origin = 'u'").all(TABLE);
  return constraints.map(({ name }) => {
    const { columns } = db.prepare("SELECT group_concat(name, ', ') AS columns FROM pragma_index_info(?)").get(name);
    return `constraint UNIQUE (${columns})`;
  });
}

function otherConstraints(db) {
  const { sql } = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE").get(TABLE);
  const bare = sql.replace(STRINGS_AND_COMMENTS, " ");
  const checks = bare.match(/\bCHECK\s*\(/gi)?.length ?? 0;
  const collations = new Set([...bare.matchAll(/\bCOLLATE\s+(\w+)/gi)].map(([, name]) => name.toUpperCase()));
  return [
    ...(checks > 0 ? [count(checks, "CHECK constraint")] : []),
    ...[...collations].map((name) => `COLLATE ${name} (text is compared byte by byte)`),
  ];
}

function indexesTriggersViews(db, known) {
  const sql =
    "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND (type = 'view' OR (type IN ('index', 'trigger') AND tbl_name = ? COLLATE NOCASE)) ORDER BY type, name";
  return db
    .prepare(sql)
    .all(TABLE)
    .filter(({ name }) => !known.some((one) => sameName(one, name)))
    .map(({ type, name }) => `${type} ${name}`);
}
