// www/pure/token.js: what the page reads from a token and from what was pasted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { claimsOf, linkToken, may, pastedToken } from "../../www/pure/token.js";

test("a sign-in link's token is what stands behind #token=, other fragments have none", () => {
  assert.equal(linkToken("#token=aa.bb-_.cc"), "aa.bb-_.cc");
  assert.equal(linkToken("#token=aa.bb.cc&more=1"), "aa.bb.cc");
  for (const fragment of ["", "#", "#main", "#token", "#token=", "#a&token=aa.bb.cc", "#xtoken=aa.bb.cc"]) assert.equal(linkToken(fragment), null, fragment);
});

test("a token may be pasted with the link around it, and with spaces", () => {
  for (const text of ["aa.bb.cc", " aa.bb.cc\n", "http://localhost:8787/#token=aa.bb.cc", "https://g.example/jobs/7#token=aa.bb.cc "]) assert.equal(pastedToken(text), "aa.bb.cc");
  assert.equal(pastedToken("http://localhost:8787/#token="), "http://localhost:8787/#token=");
});

test("a token says whose it is, in any alphabet, and what for", () => {
  const of = (payload) => claimsOf(`e30.${Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload)).toString("base64url")}.x`);
  assert.deepEqual(of({ sub: "Zoë 🌧 >?", scope: "jobs:read jobs:review", client_id: "acme", job_id: 7, exp: 1 }), { sub: "Zoë 🌧 >?", scope: "jobs:read jobs:review", client_id: "acme", job_id: "7", exp: 1 });
  assert.deepEqual(of({ sub: 7, scope: "", job_id: "12", exp: "1" }), { sub: null, scope: null, client_id: null, job_id: "12", exp: null });
  for (const job_id of [0, -1, 1.5, 1e21, "../x", "", null, {}, [[]]]) assert.equal(of({ job_id }).job_id, null, JSON.stringify(job_id));
  const nothing = { sub: null, scope: null, client_id: null, job_id: null, exp: null };
  for (const payload of ["null", "7", "[]", "{", ""]) assert.deepEqual(of(payload), nothing, payload);
  for (const token of ["", "a", "..", "a.€.c", "a.b.c"]) assert.deepEqual(claimsOf(token), nothing, token);
});

test("admin is every scope, and a scope is no part of another's name", () => {
  assert.ok(may({ scope: "admin" }, "jobs:review"));
  assert.ok(may({ scope: "jobs:read jobs:create" }, "jobs:operate", "jobs:create"));
  for (const claims of [null, { scope: null }, { scope: "jobs:reviewer" }, { scope: "jobs:read" }]) assert.ok(!may(claims, "jobs:review"));
});
