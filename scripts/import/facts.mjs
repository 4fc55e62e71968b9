// Asks D1, after the copy, for what the report says about it.
import { WAITS } from "./copy.mjs";
import { columnNamed, identifier } from "./identifier.mjs";
import { affinityOf } from "./shape.mjs";
import { STAGING } from "./statements.mjs";
import { TABLE } from "./table.mjs";

const IN_LINE = `SELECT count(*) FROM ${TABLE} WHERE id IN (SELECT id FROM ${STAGING}) AND available_at IS NOT NULL AND ${WAITS}`;
const JSON_COLUMNS = ["progress", "storyboard_data", "parameters", "metadata"];

/** The statements that ask. */
export function factStatements(table, { jobColumns, targetColumns }) {
  return [
    `SELECT (SELECT count(*) FROM ${TABLE}) AS jobs, (${IN_LINE}) AS in_line, (SELECT CAST(seq + 1 AS TEXT) FROM sqlite_sequence WHERE name = '${TABLE}') AS next_id`,
    sums(fillings(jobColumns), `FROM ${STAGING} s`),
    sums(conversions(table, targetColumns), `FROM ${STAGING} s JOIN ${TABLE} v ON v.id = s.id`),
    sums(unreadables(table), `FROM ${STAGING} s`),
  ];
}

/** Their answers as `{rows, inLine, nextId, filled, converted, unreadable}`; the last three by column, only where there is something to say. */
export function readFacts([[totals], [filled], [converted], [unreadable]]) {
  return {
    rows: totals.jobs,
    inLine: totals.in_line,
    nextId: totals.next_id,
    filled: present(filled),
    converted: present(converted),
    unreadable: present(unreadable),
  };
}

/** What stands in a job where the file has nothing, or nothing that counts. */
function fillings(jobColumns) {
  const named = jobColumns.filter(({ name }) => FILLED_WHEN[name]);
  return named.map(({ name, expression, isFromFile }) => [
    name,
    FILLED_WHEN[name](isFromFile ? `s.${identifier(name)}` : "NULL", expression),
  ]);
}

const isMissing = (given) => `${given} IS NULL`;
const isOne = (given, expression) => `${given} IS NULL AND ${expression} IS 1`;
const FILLED_WHEN = {
  updated_at: isMissing,
  video_url: isMissing,
  parameters: isMissing,
  storyboard_revision: isOne,
  approved_revision: isOne,
};

/** Columns whose declared type differs, and with it what SQLite makes of a value. */
function conversions(table, targetColumns) {
  return table.columns
    .filter(({ name, type }) => affinityOf(type) !== affinityOf(columnNamed(targetColumns, name).type))
    .map(({ name }) => [name, `typeof(v.${identifier(name)}) IS NOT typeof(s.${identifier(name)})`]);
}

/** Empty text is what the reference left for "none"; it is no news. */
function unreadables(table) {
  return JSON_COLUMNS.filter((name) => columnNamed(table.columns, name)).map((name) => {
    const value = `s.${identifier(name)}`;
    return [name, `${value} IS NOT NULL AND ${value} IS NOT '' AND NOT (typeof(${value}) = 'text' AND json_valid(${value}))`];
  });
}

function sums(named, from) {
  const columns = named.map(([name, condition]) => `coalesce(sum(${condition}), 0) AS ${identifier(name)}`);
  return `SELECT ${columns.join(", ") || "0 AS none"} ${from}`;
}

function present(row) {
  return Object.entries(row).filter(([, number]) => number > 0);
}
