// Puts encoded frames into a WebM file (https://www.matroska.org/technical/elements.html) that says how long it lasts and can be searched.

/** The elements that it takes, by their ids. */
const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const SEGMENT = [0x18, 0x53, 0x80, 0x67];
const INFO = [0x15, 0x49, 0xa9, 0x66];
const TRACKS = [0x16, 0x54, 0xae, 0x6b];
const CUES = [0x1c, 0x53, 0xbb, 0x6b];
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];

const MADE_BY = "Greenlight's demo";
const KEY_FRAME = 0x80;

/**
 * The file of one silent track of VP9. Each of the `frames` has its `data`, `at` in milliseconds, and whether it `isKey`,
 * as the first one is.
 */
export function webm({ frames, width, height, durationMs }) {
  const head = element(EBML, text([0x42, 0x82], "webm"), uint([0x42, 0x87], 4), uint([0x42, 0x85], 2));
  const front = [info(durationMs), tracks(width, height)];
  const clusters = grouped(frames).map((group) => ({ at: group[0].at, bytes: cluster(group) }));
  // Positions take the same room whatever they are.
  const before = Buffer.concat([...front, cues(clusters, 0)]).length;
  return Buffer.concat([head, element(SEGMENT, ...front, cues(clusters, before), ...clusters.map(({ bytes }) => bytes))]);
}

function info(durationMs) {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(durationMs);
  return element(INFO, uint([0x2a, 0xd7, 0xb1], 1_000_000), element([0x44, 0x89], duration), text([0x4d, 0x80], MADE_BY), text([0x57, 0x41], MADE_BY));
}

function tracks(width, height) {
  const size = element([0xe0], uint([0xb0], width), uint([0xba], height));
  const facts = [uint([0xd7], 1), uint([0x73, 0xc5], 1), uint([0x83], 1), uint([0x9c], 0), text([0x86], "V_VP9")];
  return element(TRACKS, element([0xae], ...facts, size));
}

/** Where each cluster is, from the beginning of the segment's content; the first is at `position`. */
function cues(clusters, position) {
  const points = [];
  for (const { at, bytes } of clusters) {
    points.push(element([0xbb], uint([0xb3], at), element([0xb7], uint([0xf7], 1), uint([0xf1], position))));
    position += bytes.length;
  }
  return element(CUES, ...points);
}

/** The frames in groups that each begin with a key frame, so that a player can begin with any of them. */
function grouped(frames) {
  const groups = [];
  for (const frame of frames) {
    if (frame.isKey) groups.push([]);
    groups.at(-1).push(frame);
  }
  return groups;
}

function cluster(group) {
  const [{ at: begin }] = group;
  return element(CLUSTER, uint([0xe7], begin), ...group.map((frame) => block(frame, begin)));
}

function block({ data, at, isKey }, begin) {
  const head = Buffer.from([0x81, 0, 0, isKey ? KEY_FRAME : 0]);
  head.writeInt16BE(at - begin, 1);
  return element([0xa3], head, data);
}

function element(id, ...parts) {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id), size, content]);
}

function uint(id, value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return element(id, bytes);
}

function text(id, value) {
  return element(id, Buffer.from(value));
}
