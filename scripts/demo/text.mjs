// Other people's words, made fit for one line of a terminal, a caption and XML.

// Control characters would steer the terminal, and they, halves of characters and what is no character are not XML;
// the last two ranges turn the direction of what follows.
const UNFIT = /[\s\p{Cc}\p{Cs}\p{Cn}\u202a-\u202e\u2066-\u2069]+/gu;

/** The text on one line, with at most `length` characters. */
export function oneLine(text, length) {
  const characters = [...text.replace(UNFIT, " ").trim()];
  return characters.length <= length ? characters.join("") : `${characters.slice(0, length - 1).join("").trimEnd()}…`;
}

/** The text in at most `count` lines of at most `length` characters, broken between words where that is possible. */
export function lines(text, length, count) {
  const [line, rest] = breakLine([...oneLine(text, length * count)], length);
  if (rest.length === 0) return [line];
  return count === 1 ? [oneLine(`${line} ${rest.join("")}`, length)] : [line, ...lines(rest.join(""), length, count - 1)];
}

function breakLine(characters, length) {
  if (characters.length <= length) return [characters.join(""), []];
  const space = characters.lastIndexOf(" ", length);
  const end = space > 0 ? space : length;
  return [characters.slice(0, end).join(""), characters.slice(end)];
}
