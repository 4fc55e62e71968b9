// The JavaScript client in Node, against a running Worker, with and without faults on the way.
import "./client/calls.mjs";
import "./client/repeats.mjs";
import "./client/watching.mjs";
import "./client/pushing.mjs";
import "./client/changes.mjs";
import "./client/bookmarks.mjs";
import "./client/where.mjs";
