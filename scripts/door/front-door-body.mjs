// Request bodies are read whole, up to the limit, before the upstream hears of them: a slow sender then costs it
// nothing, and a body too large is refused however its length was announced.
const lingerMs = 1_000;

export const tooLarge = Symbol("too large");

/** @returns the body, null when the request has none, `tooLarge` when it exceeds the limit. */
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
 * Answers and closes. The rest of a body still on its way is thrown away for a moment, since a connection closed on
 * unread data takes the answer down with it.
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
    req.once("close", () => reject(new Error("the client left")));
  });
}
