// What the demo's video shows, drawn on a canvas in a browser: hills that pass by while a day goes by, and that it is a placeholder.
import { MOTIFS, PALETTES } from "./drawing.mjs";

export const SIZE = { width: 640, height: 360 };

const CAPTION = "Placeholder · no video was rendered";
/** Dawn, day, dusk, night, and dawn again. */
const DAY = [PALETTES[0], PALETTES[1], PALETTES[4], PALETTES[2]];
/** Far to near. The waves of a line fit its way in one round, so that the end is the beginning again. */
const HILLS = [
  { top: 190, swing: 13, waves: [4, 8], way: 0.25 },
  { top: 232, swing: 18, waves: [2, 4], way: 0.5 },
  { top: 276, swing: 22, waves: [1, 3], way: 1 },
];
const THINGS = [
  { at: 0.16, motif: MOTIFS[0], scale: 1.7 },
  { at: 0.42, motif: MOTIFS[1], scale: 1.2 },
  { at: 0.5, motif: MOTIFS[1], scale: 1.6 },
  { at: 0.74, motif: MOTIFS[2], scale: 1.5 },
  { at: 0.88, motif: MOTIFS[3], scale: 1.3 },
];

/** Draws the moment `time`, from 0 up to 1; 1 would be 0 again. */
export function drawMoment(canvas, time) {
  const colors = paletteAt(time);
  sky(canvas, colors, time);
  HILLS.forEach((hill, depth) => land(canvas, hill, time, colors.hills[depth]));
  for (const thing of THINGS) stand(canvas, thing, time, colors.hills[2]);
  caption(canvas, time);
}

function sky(canvas, { sky: [top, bottom], sun }, time) {
  const gradient = canvas.createLinearGradient(0, 0, 0, SIZE.height);
  gradient.addColorStop(0, top);
  gradient.addColorStop(1, bottom);
  fill(canvas, gradient, (path) => path.rect(0, 0, SIZE.width, SIZE.height));
  const [x, height] = [SIZE.width * (1.1 - 1.2 * time), Math.sin(Math.PI * time)];
  fill(canvas, sun, (path) => path.arc(x, 190 - 120 * height, 30, 0, 2 * Math.PI));
}

function land(canvas, hill, time, color) {
  fill(canvas, color, (path) => {
    path.moveTo(0, SIZE.height);
    for (let x = 0; x <= SIZE.width; x += 4) path.lineTo(x, crest(hill, x, time));
    path.lineTo(SIZE.width, SIZE.height);
  });
}

function crest({ top, swing, waves: [slow, fast], way }, x, time) {
  const turn = 2 * Math.PI * (x / SIZE.width + way * time);
  return top + swing * (Math.sin(slow * turn + top) + 0.4 * Math.sin(fast * turn));
}

/** What leaves on the left comes again on the right, so it is drawn a window's width further on both sides too. */
function stand(canvas, { at, motif, scale }, time, color) {
  const [x, corners] = [((at + 1 - time) % 1) * SIZE.width, motif.split(" ").map((corner) => corner.split(",").map(Number))];
  const ground = Math.max(...[-10, 0, 10].map((aside) => crest(HILLS[2], x + aside * scale, time)));
  for (const copy of [x - SIZE.width, x, x + SIZE.width]) {
    fill(canvas, color, (path) => corners.forEach(([right, down]) => path.lineTo(copy + right * scale, ground + down * scale)));
  }
}

/** A band that says what this is, and a line that shows that it goes on. */
function caption(canvas, time) {
  fill(canvas, "#0b0d11", (path) => path.rect(0, 308, SIZE.width, 52));
  fill(canvas, "#6cd391", (path) => path.rect(0, 308, SIZE.width * time, 3));
  canvas.fillStyle = "#ffffff";
  canvas.font = "600 24px system-ui, sans-serif";
  canvas.textAlign = "center";
  canvas.textBaseline = "middle";
  canvas.fillText(CAPTION, SIZE.width / 2, 336);
}

function fill(canvas, style, draw) {
  canvas.beginPath();
  draw(canvas);
  canvas.fillStyle = style;
  canvas.fill();
}

function paletteAt(time) {
  const place = time * DAY.length;
  const [from, to] = [DAY[Math.floor(place)], DAY[Math.ceil(place) % DAY.length]];
  const between = (one, other) => mix(one, other, place % 1);
  const all = (ones, others) => ones.map((color, at) => between(color, others[at]));
  return { sky: all(from.sky, to.sky), sun: between(from.sun, to.sun), hills: all(from.hills, to.hills) };
}

function mix(one, other, share) {
  const parts = [1, 3, 5].map((at) => [one, other].map((color) => parseInt(color.slice(at, at + 2), 16)));
  return `rgb(${parts.map(([from, to]) => Math.round(from + (to - from) * share)).join(" ")})`;
}
