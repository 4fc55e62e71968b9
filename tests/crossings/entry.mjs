// The Worker, which says in the header X-Crossings how often wasm has called JavaScript for the request: only tests serve it.
// It is counted where they meet: each function that the wasm imports is wrapped before the Worker's module makes its instance.
let calls = 0;

const counted = (work) => (...values) => {
  calls++;
  return work(...values);
};

function counting(imports) {
  const functions = Object.entries(imports).map(([name, work]) => [name, typeof work === "function" ? counted(work) : work]);
  return Object.fromEntries(functions);
}

const { Instance } = WebAssembly;
WebAssembly.Instance = function (module, imports) {
  return new Instance(module, Object.fromEntries(Object.entries(imports).map(([name, functions]) => [name, counting(functions)])));
};

const { default: greenlight, LiveFeed } = await import("./src/entry.mjs");

export { LiveFeed };

export default {
  ...greenlight,
  async fetch(request, env, context) {
    calls = 0;
    const response = await greenlight.fetch(request, env, context);
    const headers = new Headers(response.headers);
    headers.set("X-Crossings", String(calls));
    return new Response(response.body, { status: response.status, headers });
  },
};
