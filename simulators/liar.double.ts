import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the caller gets in place of the real answer. */
export type Lie =
  | { kind: "answer"; status: number; headers?: Record<string, string>; body: string }
  /** The real answer, sent as another media type. */
  | { kind: "relabelled"; contentType: string }
  /** No answer: the connection is reset, before or in the middle of the body. */
  | { kind: "reset" }
  | { kind: "cut" }
  /** No end: nothing is sent, or a byte now and then. */
  | { kind: "hang" }
  | { kind: "drip" };

/** Which exchange of a run is lied about. `isDelivered`: whether its request reaches the cloud before that. */
export type Plan = { at: number; lie: Lie; isDelivered: boolean };

export type Exchange = {
  method: string;
  path: string;
  status: number;
  contentType: string;
  body: string;
  /** How many machines the cloud had afterwards. */
  rented: number;
};

export type Liar = {
  /** Base URL of one run; its exchanges are counted from 0. */
  open(slug: string, plan?: Plan): { url: string; exchanges: Exchange[] };
  close(): Promise<void>;
};

type Run = { slug: string; plan: Plan | undefined; count: number; exchanges: Exchange[] };

/** A server in front of the simulated clouds that passes everything on, except the one exchange that its plan names. */
export async function startLiar(cloudUrl: string, rentedAt: (slug: string) => number): Promise<Liar> {
  const runs = new Map<string, Run>();
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = "", rest = ""] = /^\/(\d+)\/[^/]+(.*)$/s.exec(request.url ?? "") ?? [];
    const run = runs.get(name);
    if (run === undefined) return void response.writeHead(500).end();
    const { plan } = run;
    const isLie = plan?.at === run.count;
    run.count += 1;
    const body = await bodyOf(request);
    const isSwallowed = isLie && plan && !plan.isDelivered;
    const real = isSwallowed ? nothing : await forward(`${cloudUrl}/${run.slug}${rest}`, request, body);
    run.exchanges.push({ method: request.method ?? "", path: rest, ...real, rented: rentedAt(run.slug) });
    if (isLie && plan) lieTo(response, plan.lie, real);
    else
      response.writeHead(real.status, { ...real.headers, "content-type": real.contentType }).end(real.body);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the liar has no port");
  return {
    open: (slug, plan) => {
      const name = String(runs.size);
      const exchanges: Exchange[] = [];
      runs.set(name, { slug, plan, count: 0, exchanges });
      return { url: `http://127.0.0.1:${address.port}/${name}/${slug}`, exchanges };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Real = { status: number; contentType: string; headers: Record<string, string>; body: string };
const nothing: Real = { status: 200, contentType: "application/json", headers: {}, body: "" };
const connectionHeaders = ["host", "connection", "content-length", "transfer-encoding", "accept-encoding"];

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function forward(
  url: string,
  { method = "GET", headers }: IncomingMessage,
  body: Buffer,
): Promise<Real> {
  const kept = Object.entries(headers).filter(([name]) => !connectionHeaders.includes(name));
  const answer = await fetch(url, {
    method,
    headers: kept.map(([name, value]): [string, string] => [name, String(value)]),
    redirect: "manual",
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const own = [...answer.headers].filter(([name]) => /^(?:azure-|location|retry-after)/.test(name));
  return {
    status: answer.status,
    contentType: answer.headers.get("content-type") ?? "",
    headers: Object.fromEntries(own),
    body: await answer.text(),
  };
}

function lieTo(response: ServerResponse, lie: Lie, real: Real): void {
  switch (lie.kind) {
    case "answer":
      response.writeHead(lie.status, lie.headers ?? {}).end(lie.body);
      break;
    case "relabelled":
      response.writeHead(real.status, { "content-type": lie.contentType }).end(real.body);
      break;
    case "reset":
      response.socket?.resetAndDestroy();
      break;
    case "cut":
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"id": "', () => response.socket?.resetAndDestroy());
      break;
    case "hang":
      break;
    case "drip": {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 100);
      response.on("close", () => clearInterval(timer));
      break;
    }
    default:
      lie satisfies never;
  }
}
