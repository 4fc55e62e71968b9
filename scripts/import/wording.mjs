// How the import counts and names things in its sentences.

const NAMED_IDS = 20;

/** Up to twenty ids as a list, with how many more there are: `1, 2, 3 and 4 more`. */
export function nameIds(ids, total = ids.length) {
  const named = ids.slice(0, NAMED_IDS);
  const more = total - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** `1 row`, `2 rows`. */
export function count(number, noun) {
  return `${number} ${noun}${Number(number) === 1 ? "" : "s"}`;
}
