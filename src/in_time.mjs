/** What a promise gives, or an error if that takes longer. In wasm a timer would cost three closures. */
export function inTime(promise, milliseconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), milliseconds);
    const done = (settle) => (value) => {
      clearTimeout(timer);
      settle(value);
    };
    promise.then(done(resolve), done(reject));
  });
}
