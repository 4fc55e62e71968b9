// What the tests of the live feed share.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Greenlight } from "../../www/client.js";
import { token as signed } from "../browser/tokens.mjs";

export const JOB = { prompt: "A lighthouse at dawn", model_id: "demo" };
export const STORYBOARD = { storyboard_data: [{ scene: { scene_number: 1, description: "Dawn" } }] };
export const VIDEO = { video_url: "https://cdn.example/7.mp4" };

/** A token that says this; it is for everything, unless it says otherwise. */
export const tokenOf = (claims) => signed({ scope: "admin", ...claims });

/** A client of its own, without jobs yet: its `id`, its `token` and what speaks for it. */
export async function newClient(url, claims) {
  const id = randomUUID();
  const token = tokenOf({ client_id: id, ...claims });
  return { id, token, ...new Greenlight({ baseURL: url, token }) };
}

/**
 * Opens a socket with this token: its `messages` so far, `closing()`, which settles when the Worker has said that it is over, and
 * `closed`, which settles with the event of that. Between the two workerd may leave up to 10 s.
 */
export async function watch(url, token, query = "") {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/v2/live${query}`, ["greenlight.v1", `bearer.${token}`]);
  const messages = [];
  socket.addEventListener("message", ({ data }) => messages.push(data === "pong" ? data : JSON.parse(data)));
  const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("the socket was refused")));
  });
  const closing = async () => {
    while (socket.readyState === WebSocket.OPEN) await sleep(10);
  };
  return { socket, messages, closed, closing };
}

/** Fails unless each message follows the one before it, from the version `known` on, and returns the last one's version. */
export function assertNoGap(messages, known) {
  for (const { version, from_version } of messages) {
    assert.ok(from_version <= known && version > known, `${from_version}…${version} after ${known}`);
    known = version;
  }
  return known;
}
