import type { Socket } from "node:net";

/** Node parses all that it has read, up to 64 KiB or some 3,000 requests, whatever becomes of the first of them. */
const pieceBytes = 2_048;

/** What may become of the next bytes of a connection: HTTP, nothing, or left to whoever has taken the connection over. */
export type Fate = "parse" | "drop" | "leave";

/**
 * Lets Node's HTTP server parse what a connection sends piece by piece, so that it can stop early. Call it once the server has the
 * connection.
 *
 * @param fateOf asked before each piece, and after the last one.
 */
export function readInPieces(socket: Socket, fateOf: (socket: Socket) => Fate): void {
  const parsers = socket.listeners("data");
  socket.removeAllListeners("data");
  // Node itself no longer reads past the stream once it has another listener.
  socket.on("data", read);

  function read(chunk: Buffer): void {
    let start = 0;
    for (; start < chunk.length && fateOf(socket) === "parse"; start += pieceBytes)
      for (const parse of parsers) parse.call(socket, chunk.subarray(start, start + pieceBytes));
    if (fateOf(socket) !== "leave") return;
    socket.off("data", read);
    if (start < chunk.length) socket.unshift(chunk.subarray(start));
  }
}
