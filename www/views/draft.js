// Keeps what a reviewer writes, and what they were shown, over updates, reloads and closed tabs.

import { carried, draftOf, emptyDraft, isEmpty, lastReview, wasSent } from "../pure/review.js";
import { changedScenes, look, remembering } from "../pure/seen.js";
import { useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact.js";

/** @typedef {import("../pure/review.js").Draft} Draft */

/**
 * @param {any} job
 * @param {import("../pure/scenes.js").Scene[]} scenes
 * @param {import("../wire/actions.js").Actions} actions
 */
export function useDraft(job, scenes, { read, write }) {
  const names = { draft: `review.${job.id}`, seen: `seen.${job.id}` };
  const [stored, store] = useState(() => draftOf(read(names.draft), job));
  const [old, setOld] = useState(() => read(names.seen));
  const since = isEmpty(stored) ? null : stored.revision;
  const seen = useMemo(() => look(old, job, scenes, since), [old, scenes, job.storyboard_revision]);
  const changed = useMemo(() => changedScenes(seen, scenes), [seen, scenes]);
  const draft = seen === old ? stored : carried(stored, job.storyboard_revision, changed);

  /** @param {Draft} next */
  function keep(next) {
    store(next);
    write(names.draft, isEmpty(next) && Object.keys(next.verdicts).length === 0 ? null : next);
  }
  const now = useRef(draft);
  now.current = draft;
  /** Clears what was sent, unless somebody has gone on writing since. @param {Draft} last */
  const sent = (last) => now.current === last && keep(emptyDraft(job));
  useLayoutEffect(() => {
    if (seen === old) return;
    setOld(seen);
    remember(seen, job.id, read, write);
    if (draft !== stored) keep(draft);
  }, [job.storyboard_revision]);
  useLayoutEffect(() => {
    // Another tab may have sent it, and have gone on to the next.
    const last = draftOf(read(names.draft), job);
    if (wasSent(last, lastReview(job))) keep(emptyDraft(job));
    else if (wasSent(stored, lastReview(job))) store(last);
  }, [job.version]);
  return { draft, seen, changed, keep, clear: () => keep(emptyDraft(job)), sent };
}

/**
 * @param {import("../pure/seen.js").Seen} seen
 * @param {number} id
 * @param {(name: string) => any} read
 * @param {(name: string, value: unknown) => void} write
 */
function remember(seen, id, read, write) {
  const { kept, forgotten } = remembering(read("seen"), id);
  write(`seen.${id}`, seen);
  write("seen", kept);
  for (const other of forgotten) write(`seen.${other}`, null);
}
