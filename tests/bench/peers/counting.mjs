// Around a peer, while it is asked and not measured: tells in Server-Timing what D1 says that the call has cost, as
// Greenlight does itself.

/** The same Worker, which counts. */
export function counting(worker) {
  return {
    async fetch(request, env, context) {
      const cost = { round_trips: 0, rows_read: 0, rows_written: 0 };
      const answer = await worker.fetch(request, { ...env, DB: counted(env.DB, cost) }, context);
      const timed = new Response(answer.body, answer);
      timed.headers.set("Server-Timing", Object.entries(cost).map(([name, number]) => `${name};desc=${number}`).join(", "));
      return timed;
    },
  };
}

function counted(db, cost) {
  const count = (results) => {
    cost.round_trips += 1;
    for (const { meta } of results) for (const name of ["rows_read", "rows_written"]) cost[name] += meta[name];
    return results;
  };
  const prepared = (statement) => ({
    statement,
    bind: (...values) => prepared(statement.bind(...values)),
    all: async () => count([await statement.all()])[0],
    // D1's own `first` has no account.
    first: async () => count([await statement.all()])[0].results[0] ?? null,
  });
  return {
    prepare: (sql) => prepared(db.prepare(sql)),
    batch: async (all) => count(await db.batch(all.map(({ statement }) => statement))),
  };
}
