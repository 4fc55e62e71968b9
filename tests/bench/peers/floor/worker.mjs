// The floor: a JavaScript Worker that runs the one statement of a call, passes on the text that SQLite has made, and does
// nothing else. It checks nothing and explains nothing, so nothing that does can be faster.
import statements from "../statements.json";

const JSON_TYPE = { "Content-Type": "application/json" };

export default {
  async fetch(request, { DB }) {
    const { pathname, search } = new URL(request.url);
    const [, , , , id, action] = pathname.split("/");
    if (request.method === "GET") return id ? get(DB, Number(id), request.headers.get("If-None-Match")) : list(DB, search);
    if (action === "progress") return write(DB, statements.progress[0], [Number(id), "bench", null, null, null, await request.text()]);
    if (action === "approve") return write(DB, statements.approve[0], [Number(id), "bench", null, null, 1]);
    return create(DB, await request.json());
  },
};

async function get(DB, id, known) {
  const row = await first(DB, statements.get[0], [id, null]);
  return known === etag(row) ? new Response(null, { status: 304, headers: { ETag: known } }) : answer(row, 200);
}

async function write(DB, statement, values) {
  return answer(await first(DB, statement, values), 200);
}

async function create(DB, { prompt, model_id, parameters }) {
  const { values } = statements.create[0];
  return answer(await first(DB, statements.create[0], [prompt, "bench", model_id, JSON.stringify(parameters), ...values.slice(4)]), 201);
}

async function list(DB, search) {
  const { sql, values } = statements[search.includes("view=summary") ? "list of 50, summary" : "list of 50"][0];
  const { results } = await DB.prepare(sql).bind(...values).all();
  const jobs = results.slice(0, 50).map(({ document }) => document).join(",");
  return new Response(`{"jobs":[${jobs}],"next_cursor":null}`, { headers: JSON_TYPE });
}

function first(DB, { sql }, values) {
  return DB.prepare(sql).bind(...values).first();
}

function answer(row, status) {
  return row ? new Response(row.document, { status, headers: { ...JSON_TYPE, ETag: etag(row) } }) : new Response(null, { status: 404 });
}

const etag = (row) => `"1-${row?.version}"`;
