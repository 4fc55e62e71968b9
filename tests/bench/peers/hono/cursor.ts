// The opaque cursor of a list: where it goes on, and the filter it belongs to.
import { problem } from "./problems";
import type { Place } from "./store";

export const TOP: Place = { updated_at: "\u{10FFFF}", id: Number.MAX_SAFE_INTEGER };

export function encode({ updated_at, id }: Place, status: string | undefined): string {
  return btoa(encodeURIComponent(JSON.stringify([status ?? null, updated_at, id]))).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
}

export function decode(cursor: string, status: string | undefined): Place {
  const [filter, updated_at, id] = parsed(cursor);
  if (filter === (status ?? null) && typeof updated_at === "string" && Number.isSafeInteger(id)) return { updated_at, id: Number(id) };
  throw problem(400, "malformed-request", "cursor belongs to another list");
}

function parsed(cursor: string): unknown[] {
  try {
    return JSON.parse(decodeURIComponent(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
  } catch {
    throw problem(400, "malformed-request", "cursor cannot be read");
  }
}
