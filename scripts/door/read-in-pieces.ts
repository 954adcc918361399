import type { Socket } from "node:net";

/** Node parses all that it has read, up to 64 KiB or some 3,000 requests, whatever becomes of the first of them. */
const pieceBytes = 2_048;

/** What may become of the next bytes of a connection: HTTP, nothing, or left to whoever has taken the connection over. */
export type Fate = "parse" | "drop" | "leave";

type Deciding = {
  /** Asked before each piece, and after the last one. */
  fateOf(socket: Socket): Fate;
  /** Runs the parser, whose exceptions must not leave the connection. */
  alone(socket: Socket, work: () => void): void;
};

/**
 * Lets Node's HTTP server parse what a connection sends piece by piece, so that it can stop early. Call it once the server has the
 * connection.
 */
export function readInPieces(socket: Socket, { fateOf, alone }: Deciding): void {
  const parsers = socket.listeners("data");
  socket.removeAllListeners("data");
  // Node itself no longer reads past the stream once it has another listener.
  socket.on("data", read);

  function read(chunk: Buffer): void {
    let start = 0;
    // Node pauses a connection whose client does not read its answers, and must get nothing until it resumes.
    for (; start < chunk.length && fateOf(socket) === "parse" && !socket.isPaused(); start += pieceBytes)
      alone(socket, () => parse(chunk.subarray(start, start + pieceBytes)));
    const fate = fateOf(socket);
    if (fate === "drop") return;
    if (fate === "leave") socket.off("data", read);
    if (start < chunk.length) socket.unshift(chunk.subarray(start));
  }

  function parse(piece: Buffer): void {
    for (const parser of parsers) parser.call(socket, piece);
  }
}
