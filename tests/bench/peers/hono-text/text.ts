// The store that runs Greenlight's own statements, in which SQLite makes the jobs' JSON, and passes that on.
import statements from "../statements.json";
import { approvalRefusal, isFor, progressRefusal, type Found, type Place, type Store, type Written } from "../hono/store";

interface Row {
  document: string;
  version: number;
  facts: string | null;
}

type Refusal = (facts: Facts) => string | undefined;

/** As far as it is needed here; the statement `why` has the order. */
type Facts = [version: number, status: string | null, revision: number, decision: [string | null]];

const named = (name: string, at = 0) => statements[name]?.[at]?.sql ?? "";

const WHY = named("progress", 1);

export function text(db: D1Database): Store<string> {
  async function write(statement: D1PreparedStatement, id: number, progress: string | null, refusal: Refusal): Promise<Written<string>> {
    const [done, why] = await db.batch<Row>([statement, db.prepare(WHY).bind(id, null, progress, null, null)]);
    const row = done?.results[0];
    if (row) return found(row, id);
    const there = why?.results[0];
    if (!there) return undefined;
    const refused = refusal(JSON.parse(there.facts ?? "null"));
    return refused ? { refused } : found(there, id);
  }

  return {
    async get(id) {
      const row = await db.prepare(named("get")).bind(id, null).first<Row>();
      return row ? found(row, id) : undefined;
    },

    async list({ status, summary, after, limit }) {
      const name = `${status === undefined ? "newest" : "list of 50"}${summary ? ", summary" : ""}`;
      const values = status === undefined ? [after.id, limit + 1] : [after.updated_at, after.id, limit + 1, status];
      const { results } = await db.prepare(named(name)).bind(...values).all<Row>();
      const page = results.slice(0, limit);
      return { jobs: page.map(({ document }) => document), next: results.length > limit ? place(page.at(-1)) : undefined };
    },

    updateProgress(id, caller, lease, progress) {
      const body = JSON.stringify(progress);
      return write(db.prepare(named("progress")).bind(id, caller, null, null, lease, body), id, body, ([, status]) => progressRefusal(status));
    },

    approve(id, caller, revision) {
      const statement = db.prepare(named("approve")).bind(id, caller, null, null, revision);
      return write(statement, id, null, ([, status, current, [decision]]) => approvalRefusal(status, current, decision === "approved", revision));
    },

    async create(caller, job) {
      const row = await db.prepare(named("create")).bind(
        job.prompt, caller, job.model_id, JSON.stringify(job.parameters ?? {}), job.metadata ? JSON.stringify(job.metadata) : null,
        job.collection ?? null, job.client_id ?? null, job.brief_id ?? null, job.campaign_id ?? null,
        job.video_url ?? "", job.estimated_cost ?? null, job.cost_cap ?? null, job.max_attempts ?? 3, null, null,
      ).first<Row>();
      if (!row) throw new Error("the new job was not returned");
      return found(row, JSON.parse(row.facts ?? "[]")[0]);
    },

    async claim(caller, lease, claim) {
      const [, claimed, repeated] = await db.batch<Row>([
        db.prepare(named("claim", 0)).bind(100, "sweep"),
        db.prepare(named("claim", 1)).bind(claim.worker, caller, lease, claim.lease_seconds ?? 60, isFor(claim, "storyboard"), isFor(claim, "render")),
        db.prepare(named("claim", 2)).bind(lease, null),
      ]);
      const row = claimed?.results[0] ?? repeated?.results[0];
      return row && found(row, 0);
    },
  };
}

function found({ document, version }: Row, id: number): Found<string> {
  return { id, version, job: document };
}

function place(row: Row | undefined): Place {
  const [updated_at, id] = JSON.parse(row?.facts ?? "[]");
  return { updated_at, id };
}
