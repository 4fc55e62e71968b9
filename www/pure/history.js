// What happened to a job, in words.

import { word } from "./status.js";

/** @typedef {{ version: number, at: string | null, kind: string, actor: string | null, from_status: string | null, to_status: string | null,
 *   attempt: number, storyboard_revision: number, decision: string | null, error_message: string | null }} Event */

/** @param {Event} event @returns {string} */
export function happened(event) {
  const { kind, storyboard_revision: revision, decision } = event;
  if (kind === "created") return "Created";
  if (kind === "deleted") return "Deleted";
  if (kind === "storyboard") return `Storyboard ${revision} saved${decision === "voided" ? "; the approval is void" : ""}`;
  if (kind === "decision") return decided(decision, revision);
  return kind === "status" ? changed(event) : kind;
}

/** @param {string | null} decision @param {number} revision */
function decided(decision, revision) {
  if (decision === "approved") return revision > 0 ? `Approved revision ${revision}` : "Approved beforehand";
  if (decision === "rejected") return `Sent back revision ${revision}`;
  return decision === "voided" ? "Approval withdrawn" : "Review changed";
}

/** @param {Event} event */
function changed({ from_status: from, to_status: to, error_message, attempt }) {
  const why = error_message ? `: ${error_message}` : "";
  if (to === "failed") return `Failed${why || ", without a message"}`;
  if (to === "canceled") return `Canceled${why}`;
  if ((to === "pending" && from !== null) || to === "storyboard_ready") return `Back in line${why}`;
  const again = attempt > 1 ? `, attempt ${attempt}` : "";
  if (to === "parsing") return `A worker began${again}`;
  return to === "rendering" ? `Render began${again}` : word(to);
}

/** Who did it; in rows that were written by hand it may be anything. @param {unknown} actor */
export function actorName(actor) {
  if (actor === "sql") return "by hand in the database";
  if (actor === "sweep") return "the sweep (lease ran out)";
  return (typeof actor === "string" && actor.replace(/\/link$/, " (by link)")) || "somebody";
}
