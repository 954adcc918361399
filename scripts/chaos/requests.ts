import http from "node:http";

/** How one request ended. `refused`: the product said that it cannot answer now; `hung`: no whole answer within `hangMs`. */
export type Ending = "answered" | "refused" | "failed" | "hung";

export type Outcome = { ending: Ending; status: number | null; ms: number };

type Asked = { port: number; path: string; from: string; hangMs: number; agent?: http.Agent };

/** Makes one GET from a loopback address of its own, so that limits by address see separate clients. Never rejects. */
export function get({ port, path, from, hangMs, agent }: Asked): Promise<Outcome & { body: string }> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status: number | null = null;
    const settle = (ending: Ending) => {
      clearTimeout(timer);
      const ms = performance.now() - startedMs;
      resolve({ ending, status, ms, body: Buffer.concat(chunks).toString("utf8") });
    };
    const request = http.request({
      host: "127.0.0.1",
      port,
      path,
      localAddress: from,
      headers: { host: `localhost:${port}` },
      ...(agent === undefined ? {} : { agent }),
    });
    const timer = setTimeout(() => {
      settle("hung");
      request.destroy();
    }, hangMs);
    request.on("error", () => settle("failed"));
    request.on("response", (response) => {
      status = response.statusCode ?? null;
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => settle("failed"));
      response.on("end", () => settle(response.complete ? endingOf(status) : "failed"));
    });
    request.end();
  });
}

function endingOf(status: number | null): Ending {
  if (status === null) return "failed";
  if (status < 400) return "answered";
  return status === 429 || status === 503 ? "refused" : "failed";
}
