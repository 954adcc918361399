import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** Error code of a body that we refuse to read further. */
export const BODY_REFUSED = "ERR_BODY_REFUSED";

const MAX_LINE_LENGTH = 1_000_000;

const decoders: ReadonlyMap<string, () => Readable & Transform> = new Map([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

/**
 * Decompresses the body and counts its bytes while it streams: nothing beyond `maxBytes` is decompressed or kept in memory.
 *
 * @throws {Error} with code BODY_REFUSED when it grows larger or its encoding is unknown; zlib's errors for a broken archive.
 */
export async function* boundedBody(
  body: Readable,
  encoding: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of decompressed(body, encoding.toLowerCase())) {
    received += chunk.length;
    if (received > maxBytes) throw refusal(`body is larger than ${maxBytes} bytes`);
    yield chunk;
  }
}

/**
 * Splits chunks into lines without their line ends, across chunk borders. A leading byte order mark is dropped, and invalid
 * UTF-8 is replaced.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_LINE_LENGTH) throw refusal("a line is too long");
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

/** Discards a body unread: even an error page may be endless. */
export function discardBody(body: Readable): void {
  body.on("error", () => {}).destroy();
}

function decompressed(body: Readable, encoding: string): AsyncIterable<Uint8Array> {
  if (encoding === "identity") return body;
  const decoder = decoders.get(encoding)?.();
  if (!decoder) {
    discardBody(body);
    throw refusal("unknown content encoding");
  }
  // A failure of either stream reaches the reader through the decoder, so the callback has nothing to do.
  return pipeline(body, decoder, () => {});
}

function refusal(message: string): Error {
  return Object.assign(new Error(message), { code: BODY_REFUSED });
}
