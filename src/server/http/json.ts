const MAX_JSON_DEPTH = 64;
const PROTO_KEY = "a key named __proto__";

/**
 * JSON.parse for untrusted text: bounded nesting, no key named `__proto__`.
 *
 * @throws {SyntaxError} for text that is not JSON, nests deeper than 64 levels or contains such a key. The message quotes
 *   nothing of the text: a reply may repeat the API key that we sent.
 */
export function parseBoundedJson(text: string): unknown {
  if (isDeeperThan(text, MAX_JSON_DEPTH)) throw new SyntaxError(`nested deeper than ${MAX_JSON_DEPTH}`);
  // The reviver makes parsing several times slower, so only texts that could hold the key pay for it.
  const mayHoldProto = /__proto__|\\u005f/i.test(text);
  try {
    return mayHoldProto ? JSON.parse(text, refuseProto) : JSON.parse(text);
  } catch (error) {
    const isProtoKey = error instanceof SyntaxError && error.message === PROTO_KEY;
    throw isProtoKey ? error : new SyntaxError("not JSON");
  }
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === "__proto__") throw new SyntaxError(PROTO_KEY);
  return value;
}

/** Scans the text before it is parsed: this is cheap, and no deep value is ever built. */
function isDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (inString) {
      if (char === "\\") index += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
