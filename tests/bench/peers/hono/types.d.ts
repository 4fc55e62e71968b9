// What the runtime gives these Workers, as far as they use it.
declare module "*.sql" {
  const text: string;
  export default text;
}

declare module "*/statements.json" {
  const statements: Record<string, { sql: string; values: unknown[] }[]>;
  export default statements;
}

interface D1Result<Row> {
  results: Row[];
}

interface D1PreparedStatement {
  bind(...values: unknown[]): D1PreparedStatement;
  first<Row>(): Promise<Row | null>;
  all<Row>(): Promise<D1Result<Row>>;
}

interface D1Database {
  prepare(sql: string): D1PreparedStatement;
  batch<Row>(statements: D1PreparedStatement[]): Promise<D1Result<Row>[]>;
}
