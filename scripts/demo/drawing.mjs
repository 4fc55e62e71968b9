// Draws a frame of a storyboard as a small SVG: sky, sun, hills, something on the hills, and a caption.
import { between, chance } from "./chance.mjs";
import { lines, oneLine } from "./text.mjs";

const WIDTH = 320;
const HEIGHT = 180;

/** Far to near: the sky's two colours, the sun, three hills. */
export const PALETTES = [
  { sky: ["#2b3a67", "#f2a07b"], sun: "#ffe3b3", hills: ["#8c6a86", "#54466b", "#2a2545"] },
  { sky: ["#7fc4e8", "#e9f6fb"], sun: "#fff6cf", hills: ["#9fc7a5", "#5f9a70", "#2f6247"] },
  { sky: ["#0b1026", "#28406b"], sun: "#e8ecf5", hills: ["#2c4a6e", "#1b3050", "#0e1a30"] },
  { sky: ["#f6c453", "#fbeec4"], sun: "#fffdf0", hills: ["#e0a458", "#b5713a", "#6f4223"] },
  { sky: ["#3d1f47", "#e0568a"], sun: "#ffd0a6", hills: ["#99376f", "#642657", "#32163a"] },
  { sky: ["#8a97a6", "#dfe4e8"], sun: "#f7f8f9", hills: ["#9aa6b1", "#6d7a87", "#3d4853"] },
  { sky: ["#0f4c5c", "#9ad1c9"], sun: "#f4f1de", hills: ["#5fa8a0", "#2f7a78", "#124247"] },
  { sky: ["#5b1a18", "#f08a4b"], sun: "#ffd97d", hills: ["#b5482f", "#7a2a22", "#3a1412"] },
];

/** What stands on the nearest hill: a polygon around (0, 0), its foot at y = 0. A lighthouse, a fir, a house, a tower, a boat, a person. */
export const MOTIFS = [
  "-5,0 -3,-44 -5,-44 0,-54 5,-44 3,-44 5,0",
  "-3,0 -3,-6 -14,-6 0,-44 14,-6 3,-6 3,0",
  "-14,0 -14,-18 0,-30 14,-18 14,0",
  "-9,0 -9,-40 0,-46 0,-26 9,-26 9,0",
  "-18,-8 -2,-8 -2,-40 16,-11 2,-11 2,-8 18,-8 12,0 -12,0",
  "-5,0 -4,-18 -6,-18 -5,-30 -2,-32 -3,-38 0,-41 3,-38 2,-32 5,-30 6,-18 4,-18 5,0",
];

/**
 * The frame as a `data:` URI. What it shows follows from `seed`, the numbers `palette` and `motif`, and `zoom`, which is
 * above 1 for what is near; `label` and `note` are written on it.
 */
export function draw({ seed, palette, motif, zoom, label, note }) {
  const next = chance(seed);
  const colors = PALETTES[palette];
  const land = [...hills(next, colors, zoom), things(next, MOTIFS[motif], zoom, colors.hills[2])];
  const parts = [sky(colors), sun(next, colors, zoom), ...land, title(label), note ? caption(note) : ""];
  const size = `viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH * 2}" height="${HEIGHT * 2}"`;
  return dataUri(`<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="system-ui, sans-serif">${parts.join("")}</svg>`);
}

/** In base64, which needs no care about quotes, spaces and #. */
function dataUri(svg) {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

function sky({ sky: [top, bottom] }) {
  const gradient = `<linearGradient id="sky" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;
  return `<defs>${gradient}</defs><path d="M0 0H${WIDTH}V${HEIGHT}H0Z" fill="url(#sky)"/>`;
}

function sun(next, { sun: color }, zoom) {
  return `<circle cx="${between(next, 40, 280)}" cy="${between(next, 36, 96)}" r="${Math.round(14 * zoom)}" fill="${color}"/>`;
}

function hills(next, { hills: colors }, zoom) {
  return colors.map((color, depth) => `<path d="${hill(next, 88 + depth * 26, (10 + 6 * depth) * zoom)}" fill="${color}"/>`);
}

/** A line of crests around the height `top`, closed below. */
function hill(next, top, swing) {
  const crest = () => Math.round(top + (next() - 0.5) * swing);
  const curves = [80, 160, 240, 320].map((x) => `S${x - 40} ${crest()} ${x} ${crest()}`);
  return `M0 ${HEIGHT}V${crest()}${curves.join("")}V${HEIGHT}Z`;
}

function things(next, points, zoom, color) {
  const count = zoom > 2 ? 1 : between(next, 2, 4);
  const places = Array.from({ length: count }, (_, at) => {
    const x = Math.round(((at + 0.2 + 0.6 * next()) * WIDTH) / count);
    return `<polygon points="${points}" transform="translate(${x} ${between(next, 148, 154)}) scale(${(zoom * (0.8 + 0.4 * next())).toFixed(2)})"/>`;
  });
  return `<g fill="${color}">${places.join("")}</g>`;
}

function title(label) {
  const outline = 'stroke="#000" stroke-opacity=".6" stroke-width="2.5" paint-order="stroke"';
  return `<text x="10" y="19" font-size="11" fill="#fff" ${outline}>${escape(oneLine(label, 40))}</text>`;
}

/** A band with the note, in two lines at most. */
function caption(note) {
  const rows = lines(note, 46, 2);
  const top = HEIGHT - 10 - 15 * rows.length;
  const texts = rows.map((row, at) => `<text x="10" y="${top + 16 + 15 * at}" font-size="12" fill="#fff">${escape(row)}</text>`);
  return `<path d="M0 ${top}H${WIDTH}V${HEIGHT}H0Z" fill="#000" fill-opacity=".72"/>${texts.join("")}`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
