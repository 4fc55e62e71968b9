// Cuts the rows, as they pass by, into the portions in which they are read back and copied.
import { LONG_BYTES } from "./checksum.mjs";
import { byteLengthOf } from "./value.mjs";

/** As the view of the staging table (checksum.mjs) tells it from the rest. */
const PLAIN = /^[\n -~]*$/;
/** What a number, a NULL or an id takes in an answer. */
const SMALL_CELL_BYTES = 12;
/** Read back in hexadecimal. */
const PIECE_BYTES = 300_000;
/** A call's statements go to wrangler as one argument, which the system limits to 128 KiB. */
const MOST_STEPS = 300;

/** Portions to read back: a range of ids, whose last row's long values follow as pieces. */
export class ReadPlan {
  constructor(pageBytes) {
    this.pageBytes = pageBytes;
    this.steps = [];
  }

  addRow({ id, values }) {
    const sizes = values.map(byteLengthOf);
    const isLong = sizes.map((size) => size > LONG_BYTES);
    const bytes = sizes.reduce((sum, size, at) => sum + SMALL_CELL_BYTES + (isLong[at] ? 0 : size * growth(values[at])), 0);
    this.#addToRange(id, bytes);
    sizes.forEach((size, at) => {
      if (isLong[at]) this.#addPieces(id, at, size);
    });
  }

  /** The steps in groups, each for one answer. */
  *pages() {
    let page = [];
    let bytes = 0;
    for (const step of this.steps) {
      if (page.length > 0 && (bytes + step.bytes > this.pageBytes || page.length === MOST_STEPS)) {
        yield page;
        page = [];
        bytes = 0;
      }
      page.push(step);
      bytes += step.bytes;
    }
    if (page.length > 0) yield page;
  }

  #addToRange(id, bytes) {
    const last = this.steps.at(-1);
    if (last?.from !== undefined && last.bytes + bytes <= this.pageBytes) {
      last.to = id;
      last.bytes += bytes;
    } else {
      this.steps.push({ from: id, to: id, bytes });
    }
  }

  #addPieces(id, at, size) {
    for (let start = 0; start < size; start += PIECE_BYTES) {
      const length = Math.min(PIECE_BYTES, size - start);
      this.steps.push({ id, at, start, length, bytes: 2 * length });
    }
  }
}

/** Plain text is read back as JSON within JSON, where a quotation mark takes four bytes; the rest in hexadecimal. */
function growth(value) {
  return typeof value === "string" && PLAIN.test(value) ? 1.3 : 2;
}

/** Portions to copy, each in one transaction: ranges of ids. */
export class CopyPlan {
  constructor({ chunkRows, chunkBytes }) {
    this.most = { rows: chunkRows, bytes: chunkBytes };
    this.chunks = [];
  }

  addRow({ id, values }) {
    const bytes = values.reduce((sum, value) => sum + SMALL_CELL_BYTES + byteLengthOf(value), 0);
    const last = this.chunks.at(-1);
    if (last && last.rows < this.most.rows && last.bytes + bytes <= this.most.bytes) {
      last.to = id;
      last.rows += 1;
      last.bytes += bytes;
    } else {
      this.chunks.push({ from: id, to: id, rows: 1, bytes });
    }
  }
}
