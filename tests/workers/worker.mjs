import { setTimeout as pause } from "node:timers/promises";
const jobs = `${process.env.WORKER_URL ?? "http://localhost:8787"}/api/v2/jobs`;
async function call(method, path, body, lease) {
  const headers = { Authorization: `Bearer ${process.env.TOKEN}`, "Content-Type": "application/json", "Lease-Token": lease };
  const answer = await fetch(jobs + path, { method, headers, body: JSON.stringify(body) });
  if (answer.ok) return answer;
  throw new Error((await answer.json()).detail, { cause: answer });
}

async function work({ id, status, prompt: description }, lease) { // the job's `review` has the notes if it was sent back
  for (const percent of [25, 50, 75]) {
    await pause(500); // a part of the work; it must not take longer than the lease, which every report renews
    await call("PUT", `/${id}/progress`, { percent }, lease);
  }
  if (status === "rendering") return call("POST", `/${id}/complete`, { video_url: `https://media.example/${id}.mp4` }, lease);
  return call("PUT", `/${id}/storyboard`, { storyboard_data: [{ scene: { scene_number: 1, description } }], estimated_cost: 0.25 }, lease);
}

for (let wait; ; await pause(1000 * wait)) {
  const lease = crypto.randomUUID();
  wait = 5;
  try {
    const answer = await call("POST", "/claim", { worker: "worker.mjs", lease_seconds: 60 }, lease);
    if (answer.status === 200) await work(await answer.json(), lease);
    wait = answer.headers.get("Retry-After"); // 204, nothing to do, says how long
  } catch (error) { // its cause is the answer, or why there is none
    if (!error.cause || ![undefined, 404, 409, 429, 503].includes(error.cause.status)) throw error;
    console.log(error.message); // 409 lease-lost: drop the job, it is somebody else's now or canceled
  }
}
