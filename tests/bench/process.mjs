// What the operating system says of a process: the processor time that it has taken, the processes under it, its ports.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Nanoseconds that a process has spent on processors, all of its threads together. */
export function cpuNanoseconds(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const taken = (thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  return threads.reduce((total, thread) => total + ifThere(0, () => taken(thread)), 0);
}

/** The processes under this one, and what they were started with. */
export function descendants(pid) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => described(Number(name)));
  const below = (parent) => all.filter(({ ppid }) => ppid === parent).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}

function described(pid) {
  return ifThere([], () => {
    const ppid = Number(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) \S+ /, "").split(" ")[0]);
    return [{ pid, ppid, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0") }];
  });
}

/** The TCP ports that a process listens at. */
export function portsOf(pid) {
  const sockets = new Set(filesOf(pid).map((to) => to?.match(/^socket:\[(\d+)\]$/)?.[1]));
  const lines = readFileSync("/proc/net/tcp", "utf8").split("\n").map((line) => line.trim().split(/\s+/));
  return lines.filter((line) => line[3] === "0A" && sockets.has(line[9])).map((line) => Number.parseInt(line[1].split(":")[1], 16));
}

function filesOf(pid) {
  return ifThere([], () => readdirSync(`/proc/${pid}/fd`)).map((fd) => ifThere(undefined, () => readlinkSync(`/proc/${pid}/fd/${fd}`)));
}

/** What `read` gives, or `otherwise`: a process can end and a file can be closed at any time. */
function ifThere(otherwise, read) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
