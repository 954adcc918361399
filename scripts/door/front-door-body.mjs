// The front door reads the whole request body, up to the limit, before it contacts the upstream. A slow client then costs
// the upstream nothing, and an oversized body is refused even if its declared length is missing or wrong.
const lingerMs = 1_000;

export const tooLarge = Symbol("too large");

/** @returns the body, null if the request has none, or `tooLarge` if it exceeds the limit. */
export async function readBody(req, limitBytes) {
  const declared = req.headers["content-length"];
  if (declared === undefined && req.headers["transfer-encoding"] === undefined) return null;
  if (Number(declared) > limitBytes) return tooLarge;
  const body = await collect(req, limitBytes);
  if (body === tooLarge) return tooLarge;
  delete req.headers["transfer-encoding"];
  req.headers["content-length"] = String(body.length);
  return body;
}

/**
 * Responds and closes the connection. Discards the rest of the body for a moment first: if a connection is closed while
 * it has unread data, the client may lose the response.
 */
export function refuse(res, status, text) {
  const body = `${text}\n`;
  res.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  res.write(body);
  const finish = () => res.end();
  if (res.req.complete) return finish();
  const timer = setTimeout(finish, lingerMs);
  res.req
    .once("end", finish)
    .once("close", () => clearTimeout(timer))
    .resume();
}

function collect(req, limitBytes) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    function onData(chunk) {
      size += chunk.length;
      if (size <= limitBytes) return chunks.push(chunk);
      req.off("data", onData).pause();
      resolve(tooLarge);
    }
    req.on("data", onData);
    req.once("end", () => resolve(Buffer.concat(chunks)));
    req.once("error", reject);
    req.once("close", () => reject(new Error("the client disconnected")));
  });
}
