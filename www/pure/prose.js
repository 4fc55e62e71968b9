// Reads the marks in openapi.json's descriptions, so that they can be shown without making markup of text.

/** @typedef {{ kind: "text" | "code" | "strong" | "link", text: string, href?: string }} Piece */

// A link leads to a path of this installation or to a https address, never to a script.
const MARK = /`([^`]+)`|\*\*(.+?)\*\*|\[([^\]]+)\]\(((?:https:\/)?\/[^\s)]+)\)/g;

/**
 * One paragraph; what is no mark is text as it stands.
 * @param {string} text
 * @returns {Piece[]}
 */
export function pieces(text) {
  /** @type {Piece[]} */
  const found = [];
  let end = 0;
  for (const mark of text.matchAll(MARK)) {
    found.push({ kind: "text", text: text.slice(end, mark.index) }, piece(mark));
    end = mark.index + mark[0].length;
  }
  return [...found, /** @type {Piece} */ ({ kind: "text", text: text.slice(end) })].filter((one) => one.text !== "");
}

/**
 * @param {string[]} mark
 * @returns {Piece}
 */
function piece([, code, strong, link, href]) {
  if (code) return { kind: "code", text: code };
  return strong ? { kind: "strong", text: strong } : { kind: "link", text: link, href };
}

/** @param {string} [text] with empty lines between paragraphs */
export const paragraphs = (text = "") => text.split(/\n{2,}/).filter(Boolean).map(pieces);
