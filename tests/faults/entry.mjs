// The Worker with a database that misbehaves as the header X-Fault says: `PLACE NAME`. Only tests serve it.
// X-Fault: committed but not sent is a Worker that dies between its commit and the queue: the webhook's message is never sent.
// X-Fault: names is answered with all of them, by what becomes of the request; X-Fault: waiting with how many have begun to be late;
// X-Fault: feed calls with how often requests with X-Fault: counted have called the live feed.
import greenlight from "./src/entry.mjs";

export { LiveFeed } from "./src/entry.mjs";

const boom = () => new Error("a fault of the tests");
const d1 = (options) => new Error("D1_ERROR: a fault of the tests", options);
const throwing = (error) => () => { throw error; };
const rejecting = (error) => async () => { throw error; };
const having = (name, get) => Object.defineProperty({}, name, { get });

/** What a call of the database does. */
const OUTCOMES = {
  "throws an error": throwing(boom()),
  "throws a string": throwing("a fault of the tests"),
  "throws nothing": throwing(undefined),
  "throws an object": throwing({ message: 5 }),
  "throws a wasm trap": throwing(new WebAssembly.RuntimeError("unreachable")),
  "throws an error that throws": throwing(having("message", throwing(boom()))),
  "rejects with an error": rejecting(boom()),
  "rejects with an error of D1": rejecting(d1({ cause: boom() })),
  "rejects with an error of D1 without a cause": rejecting(d1()),
  "rejects with an error of D1 whose cause is a symbol": rejecting(d1({ cause: Symbol("a fault") })),
  "rejects with an error whose message is a number": rejecting(Object.assign(boom(), { message: 5 })),
  "rejects with an error whose message throws": rejecting(Object.defineProperty(boom(), "message", { get: throwing(boom()) })),
  "rejects with a string": rejecting("a fault of the tests"),
  "rejects with nothing": rejecting(undefined),
  "rejects with null": rejecting(null),
  "rejects with a symbol": rejecting(Symbol("a fault")),
  "rejects with an object that cannot be shown": rejecting({ toString: throwing(boom()), toJSON: throwing(boom()) }),
  "gives undefined": () => undefined,
  "gives null": () => null,
  "gives a number": () => 5,
  "gives an object": () => ({}),
  "gives an object without a prototype": () => Object.create(null),
  "gives a thenable that throws": () => ({ then: throwing(boom()) }),
  "gives a promise of undefined": async () => undefined,
  "gives a promise of a number": async () => 5,
  "gives a promise of an object": async () => ({}),
  "gives a promise of an empty list": async () => [],
};

/** What becomes of each result of a batch. */
const RESULTS = {
  "that is undefined": () => undefined,
  "that is null": () => null,
  "that is a number": () => 5,
  "that is empty": () => ({}),
  "whose rows throw": () => having("results", throwing(boom())),
  "whose rows are null": () => ({ results: null }),
  "whose rows are a number": () => ({ results: 5 }),
  "whose rows are a string": () => ({ results: "abc" }),
  "whose rows only look like a list": () => ({ results: { length: 4e9 } }),
  "whose rows have a length that throws": () => ({ results: having("length", throwing(boom())) }),
  "with a row that is null": rows(() => null),
  "with a row that is a number": rows(() => 5),
  "with a row that is empty": rows(() => ({})),
  "with a row that throws": rows(() => having("document", throwing(boom()))),
  "with a document that is null": rows((row) => ({ ...row, document: null })),
  "with a document that is a number": rows((row) => ({ ...row, document: 5 })),
  "with a version that is a string": rows((row) => ({ ...row, version: "1" })),
  "with a version that is a fraction": rows((row) => ({ ...row, version: 1.5 })),
  "with a version that is enormous": rows((row) => ({ ...row, version: 1e300 })),
  "with facts that are a number": rows((row) => ({ ...row, facts: 5 })),
};

/** The same, where it does no harm. */
const ACCOUNTS = {
  "whose account is missing": account(undefined),
  "whose account is null": account(null),
  "whose account is a number": account(5),
  "whose account throws": ({ results }) => Object.defineProperty({ results }, "meta", { get: throwing(boom()) }),
  "whose account has a member that throws": account(having("rows_read", throwing(boom()))),
  "whose account is negative": account({ rows_read: -1, rows_written: -1 }),
  "whose account is no whole number": account({ rows_read: 1.5, rows_written: NaN }),
  "whose account is enormous": account({ rows_read: 1e300, rows_written: Infinity }),
  "whose account is a string": account({ rows_read: "many" }),
};

/** What stands in the database's place. */
const BINDINGS = {
  "that is undefined": undefined,
  "that is a number": 5,
  "without a prototype": Object.create(null),
  "of another kind": {},
};

/** What stands in the live feed's place, which nobody waits for. */
const FEEDS = {
  "is missing": undefined,
  "is a number": 5,
  "cannot be called": {},
  "throws an error": { getByName: throwing(boom()) },
  "throws nothing": { getByName: throwing(undefined) },
  "throws when it is asked": { getByName: () => ({ fetch: throwing(boom()) }) },
  "rejects with an error": { getByName: () => ({ fetch: rejecting(boom()) }) },
  "rejects with nothing": { getByName: () => ({ fetch: rejecting(undefined) }) },
  "gives a number": { getByName: () => ({ fetch: () => 5 }) },
  "answers 500": { getByName: () => ({ fetch: async () => new Response("", { status: 500 }) }) },
  "never answers": { getByName: () => ({ fetch: () => new Promise(() => {}) }) },
};

/** What the next call of `crypto.randomUUID` does: nothing in the wasm catches that. */
const UNCAUGHT = {
  "throws an error": throwing(boom()),
  "throws nothing": throwing(undefined),
  "throws a wasm trap": throwing(new WebAssembly.RuntimeError("unreachable")),
  "overflows the stack": function deeper() { return deeper() + deeper(); },
  "is a text that no memory holds": () => ({ length: 3e9 }),
};

function rows(change) {
  return ({ results, ...rest }) => ({ ...rest, results: results.map(change) });
}

function account(meta) {
  return ({ results }) => ({ results, meta });
}

/** The same object, but for one member. */
function instead(target, name, value) {
  const get = (_, asked) => {
    if (asked === name) return value;
    const there = Reflect.get(target, asked, target);
    return typeof there === "function" && asked !== "constructor" ? there.bind(target) : there;
  };
  return new Proxy(target, { get });
}

/** Makes the environment misbehave. */
const PLACES = {
  prepare: (DB, name) => instead(DB, "prepare", OUTCOMES[name]),
  bind: (DB, name) => instead(DB, "prepare", (sql) => instead(DB.prepare(sql), "bind", OUTCOMES[name])),
  ask: (DB, name) => asked(DB, () => OUTCOMES[name]),
  session: (DB, name) => instead(DB, "withSession", OUTCOMES[name]),
  bookmark: (DB, name) => instead(DB, "withSession", (start) => instead(DB.withSession(start), "getBookmark", OUTCOMES[name])),
  results: (DB, name) => asked(DB, changed(RESULTS[name])),
  accounts: (DB, name) => asked(DB, changed(ACCOUNTS[name])),
  binding: (_, name) => BINDINGS[name],
  late: (DB, milliseconds) => asked(DB, late(milliseconds)),
  uncaught: (DB, name) => {
    crypto.randomUUID = () => (delete crypto.randomUUID, UNCAUGHT[name]());
    return DB;
  },
};

/** The same database, which is asked otherwise: one statement or several. `otherwise` makes another call of the one there is. */
function asked(DB, otherwise) {
  const bound = (statement) => instead(statement, "all", otherwise(() => statement.all()));
  const prepare = (sql) => instead(DB.prepare(sql), "bind", (...values) => bound(DB.prepare(sql).bind(...values)));
  return instead(instead(DB, "prepare", prepare), "batch", otherwise((statements) => DB.batch(statements)));
}

const changed = (change) => (ask) => async (statements) => {
  const answer = await ask(statements);
  return Array.isArray(answer) ? answer.map(change) : change(answer);
};

let waiting = 0;

const late = (milliseconds) => (ask) => async (statements) => {
  waiting += 1;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return ask(statements);
};

let feedCalls = 0;

/** The live feed as it is, whose calls are counted. */
const counted = (LIVE) => instead(LIVE, "getByName", (name) => {
  const feed = LIVE.getByName(name);
  return { fetch: (request) => (feedCalls++, feed.fetch(request)) };
});

/** What stands in the queue's place, which nobody waits for. */
const QUEUES = {
  "is missing": undefined,
  "is a number": 5,
  "cannot be called": {},
  "throws an error": { sendBatch: throwing(boom()) },
  "throws nothing": { sendBatch: throwing(undefined) },
  "rejects with an error": { sendBatch: rejecting(boom()) },
  "rejects with nothing": { sendBatch: rejecting(undefined) },
  "gives undefined": { sendBatch: () => undefined },
  "gives a thenable that throws": { sendBatch: () => ({ then: throwing(boom()) }) },
};

/** What is not in NAMES, since it is followed by the end of the Worker. */
const COMMITTED_BUT_NOT_SENT = { sendBatch: () => new Promise(() => {}) };

const ENDS = "the first attempt at what is in a batch with this ends the instance";

/** Answers without the database, by what nothing in the wasm catches. */
const ENDING = { results: new Proxy([{}], { get: (rows, name) => (name === "0" ? throwing(boom())() : rows[name]) }), meta: {} };
const ending = () => async (statements) => statements?.map(() => ENDING) ?? ENDING;

/** Messages that come with those of the Worker. */
const BESIDE = {
  "what nobody can read": [5, null, "", "msg_", "msg_1_", "msg__1", "msg_0_1", "msg_1_1_1", "msg_1_99999999999999999999", { job_id: 1, version: 2 }],
  "what ends the instance": [ENDS],
};

const beside = (queue, bodies) => ({ sendBatch: (messages) => queue.sendBatch([...messages, ...bodies.map((body) => ({ body }))]) });

const named = (place, faults) => Object.keys(faults).map((name) => `${place} ${name}`);
const NAMES = {
  told: [
    ...["prepare", "bind", "ask"].flatMap((place) => named(place, OUTCOMES)),
    ...named("results", RESULTS),
    ...named("binding", BINDINGS),
  ],
  harmless: named("accounts", ACCOUNTS),
  sessions: [...named("session", OUTCOMES), ...named("bookmark", OUTCOMES)],
  uncaught: named("uncaught", UNCAUGHT),
  feed: named("feed", FEEDS),
  queue: named("queue", QUEUES),
};

/** The environment, in which one thing misbehaves. */
function faulty(env, place, name) {
  if (place === "counted") return instead(env, "LIVE", counted(env.LIVE));
  if (place === "feed") return instead(env, "LIVE", FEEDS[name]);
  if (place === "queue") return instead(env, "WEBHOOKS", QUEUES[name]);
  if (place === "beside") return instead(env, "WEBHOOKS", beside(env.WEBHOOKS, BESIDE[name]));
  if (place === "committed") return instead(env, "WEBHOOKS", COMMITTED_BUT_NOT_SENT);
  return instead(env, "DB", PLACES[place](env.DB, name));
}

export default {
  ...greenlight,
  fetch(request, env, context) {
    const fault = request.headers.get("x-fault");
    if (fault === null) return greenlight.fetch(request, env, context);
    if (fault === "names") return Response.json(NAMES);
    if (fault === "waiting") return Response.json(waiting);
    if (fault === "feed calls") return Response.json(feedCalls);
    const [place, ...words] = fault.split(" ");
    return greenlight.fetch(request, faulty(env, place, words.join(" ")), context);
  },
  queue(batch, env, context) {
    const ends = batch.messages.some(({ body, attempts }) => body === ENDS && attempts === 1);
    return greenlight.queue(batch, ends ? instead(env, "DB", asked(env.DB, ending)) : env, context);
  },
};
