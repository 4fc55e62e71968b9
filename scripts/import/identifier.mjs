// How names are quoted in SQL, for SQLite and for D1 alike.

/** A name as an SQL identifier. */
export function identifier(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Whether two column names are one name to SQLite. */
export function sameName(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}

/** The column of that name, if there is one. */
export function columnNamed(columns, name) {
  return columns.find((column) => sameName(column.name, name));
}
