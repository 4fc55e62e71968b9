// Says on standard error how far a long step has come, and how fast it goes.

const EVERY_MILLISECONDS = 2000;

/** Reports a step over `total` rows; the end of a step needs no report. */
export class Progress {
  #started = Date.now();
  #last = Date.now();

  constructor(step, total) {
    this.step = step;
    this.total = total;
  }

  at(rows) {
    if (rows === this.total || Date.now() - this.#last < EVERY_MILLISECONDS) return;
    this.#last = Date.now();
    const rate = Math.round(rows / ((Date.now() - this.#started) / 1000));
    const percent = Math.floor((100 * rows) / this.total);
    process.stderr.write(`${this.step}: ${percent} %, ${rows} of ${this.total} rows, ${rate} rows/s\n`);
  }
}
