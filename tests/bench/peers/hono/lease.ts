// Leases: the token of a claim, of which the table keeps a hash.
import { problem } from "./problems";

export async function hashOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${token}\n`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The token that a claim brings, or a new one. */
export function tokenOfClaim(given: string | undefined): string {
  if (given === undefined) return crypto.randomUUID().replaceAll("-", "");
  if (/^[\x21-\x7e]{16,128}$/.test(given)) return given;
  throw problem(400, "malformed-request", "Lease-Token must be 16 to 128 visible ASCII characters");
}
