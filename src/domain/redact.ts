const REDACTED = "[redacted]";

/** Last words of field names that hold secrets. */
const secretEndings = [
  ["password"],
  ["passphrase"],
  ["secret"],
  ["token"],
  ["cookie"],
  ["authorization"],
  ["credential"],
  ["credentials"],
  ["api", "key"],
  ["private", "key"],
  ["secret", "key"],
  ["access", "key"],
  ["signing", "key"],
  ["encryption", "key"],
];
const loneSurrogate = /\p{Surrogate}/gu;
/** Secrets that their beginning gives away, anywhere in a text: our keys, those of payment services, bearer and JSON web tokens. */
const secretValue = /\b(?:gpb|sk|rk|pk|whsec)_\w{8,}|\bBearer\s+\S+|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/**
 * A copy in plain JSON that may be kept for years. Secrets are replaced; they are recognised by the names of their fields and by
 * their beginning. Dates become ISO 8601 and BigInts digits. What PostgreSQL cannot store as JSON (NUL, half a surrogate pair) is
 * replaced.
 */
export function redact(value: unknown): Json {
  if (typeof value === "string") return plainText(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => redact(item));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, held]) => [
        plainText(name),
        isSecret(name) && held !== null ? REDACTED : redact(held),
      ]),
    );
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

function plainText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").replace(loneSurrogate, "\uFFFD").replace(secretValue, REDACTED);
}

/** `sessionToken` is a secret; `outputTokens` and `microUsdPerToken` are figures. */
function isSecret(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
  if (words.at(-2) === "per") return false;
  return secretEndings.some((ending) =>
    ending.every((word, place) => words.at(place - ending.length) === word),
  );
}
