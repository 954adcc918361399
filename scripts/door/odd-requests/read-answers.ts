// Reads the bytes of a connection as HTTP/1.1 answers, as strictly as a client that trusts nothing.

export type Read = { statuses: number[]; isUpgraded: boolean; complaint: string | null };

const statusLine = /^HTTP\/1\.1 (\d{3}) [\x20-\x7e]*$/;
const headerLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]?[\t\x20-\x7e\x80-\xff]*$/;

/**
 * @param bytes   all that the server has sent, as Latin-1.
 * @param methods of the requests in order; for a request that cannot be told, an answer to HEAD is recognised by what follows.
 * @returns complaint: what is not well formed, null if everything is.
 */
export function readAnswers(bytes: string, methods: readonly string[]): Read {
  const statuses: number[] = [];
  let rest = bytes;
  for (let place = 0; rest !== ""; ) {
    const headEnd = rest.indexOf("\r\n\r\n");
    if (headEnd === -1)
      return { statuses, isUpgraded: false, complaint: `an unfinished head: ${brief(rest)}` };
    const [first = "", ...lines] = rest.slice(0, headEnd).split("\r\n");
    const status = Number(statusLine.exec(first)?.[1] ?? Number.NaN);
    if (Number.isNaN(status))
      return { statuses, isUpgraded: false, complaint: `no status line: ${brief(rest)}` };
    const wrong = lines.find((line) => !headerLine.test(line));
    if (wrong !== undefined)
      return { statuses, isUpgraded: false, complaint: `a wrong header: ${brief(wrong)}` };
    statuses.push(status);
    rest = rest.slice(headEnd + 4);
    if (status === 101) return { statuses, isUpgraded: true, complaint: null };
    if (status < 200) continue;
    const hasNoBody = status === 204 || status === 304 || isHead(methods[place], methods, rest);
    place += 1;
    if (hasNoBody) continue;
    const after = skipBody(lines, rest);
    if (after === null) return { statuses, isUpgraded: false, complaint: `a broken body after ${first}` };
    rest = after;
  }
  return { statuses, isUpgraded: false, complaint: null };
}

function isHead(method: string | undefined, methods: readonly string[], rest: string): boolean {
  if (method === "HEAD") return rest === "" || rest.startsWith("HTTP/1.1 ");
  return methods.includes("HEAD") && (rest === "" || rest.startsWith("HTTP/1.1 "));
}

/** @returns what follows the body, null if it is not whole. */
function skipBody(lines: readonly string[], rest: string): string | null {
  const length = headerOf(lines, "content-length");
  const encoding = headerOf(lines, "transfer-encoding");
  if (length !== null && encoding !== null) return null;
  if (encoding === "chunked") return skipChunks(rest);
  if (length === null) return headerOf(lines, "connection") === "close" ? "" : null;
  return rest.length < Number(length) ? null : rest.slice(Number(length));
}

function skipChunks(rest: string): string | null {
  for (let left = rest; ; ) {
    const [, size] = /^([0-9a-f]+)\r\n/i.exec(left) ?? [];
    if (size === undefined) return null;
    const end = size.length + 2 + Number.parseInt(size, 16);
    if (left.slice(end, end + 2) !== "\r\n") return null;
    left = left.slice(end + 2);
    if (Number.parseInt(size, 16) === 0) return left;
  }
}

function headerOf(lines: readonly string[], name: string): string | null {
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line === undefined
    ? null
    : line
        .slice(name.length + 1)
        .trim()
        .toLowerCase();
}

function brief(text: string): string {
  return JSON.stringify(text.slice(0, 120));
}
