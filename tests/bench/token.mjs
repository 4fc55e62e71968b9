// The token that every call of the benchmark carries. It has no `jti`: peers know no revocations, and need not ask for them.
import { SignJWT } from "jose";

export const SECRET = "a secret for benchmarks that everybody knows";

/** The value of the header: by default of a token that may do everything, and ends in 8 hours. */
export async function authorization({ scope = "admin", secret = SECRET, expires = "8h" } = {}) {
  const token = new SignJWT({ scope, sub: "bench" }).setProtectedHeader({ alg: "HS256", typ: "JWT" }).setIssuedAt().setExpirationTime(expires);
  return `Bearer ${await token.sign(new TextEncoder().encode(secret))}`;
}
