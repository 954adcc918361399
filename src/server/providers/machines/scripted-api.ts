import { createServer } from "node:http";
import type { LaunchOrder } from "@/domain/machine";
import { createHttp } from "../../http";
import type { Provider, Secrets } from "../contract";
import type { Asked } from "../loopback";
import { bindMachines, type Machines } from "./bind";

type Scripted = { status?: number; body?: unknown };

export const scriptedOrder: LaunchOrder = {
  mark: "gpb-0001",
  offer: {
    ...{ externalId: "x", instanceType: "type-1", gpuId: "h100-sxm-80", gpuRaw: "H100", gpuCount: 1 },
    ...{ region: "somewhere", isSpot: false },
  },
  ...{ bidMicroUsdPerHour: null, image: "pytorch", diskGib: 100, environment: {}, ports: [] },
  ...{ sshPublicKey: null, startScript: "#!/bin/sh\necho ready", model: null },
};

/**
 * Lets a provider's machine verbs talk to a server on this machine that answers as it is told, for tests.
 *
 * @param answer a string body is sent as it is, everything else as JSON.
 */
export async function useScripted<Result>(
  provider: Provider,
  { answer, settings = {} }: { answer(asked: Asked): Scripted; settings?: Secrets },
  use: (machines: Machines) => Promise<Result>,
): Promise<{ asked: Asked[]; result: Result }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://loopback");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", headers } = request;
    const one = { method, path, query, headers, body: Buffer.concat(chunks).toString() };
    asked.push(one);
    const { status = 200, body = "" } = answer(one);
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the scripted API has no port");
  const http = createHttp({ allowPrivate: true, maxAttempts: 1 });
  const names = [...(provider.machines?.secretNames ?? []), ...(provider.machines?.settingNames ?? [])];
  const secrets = { ...Object.fromEntries(names.map((name) => [name, `canary-${name}`])), ...settings };
  try {
    const baseUrl = `http://127.0.0.1:${address.port}/${provider.slug}`;
    const machines = bindMachines(provider, {
      http,
      now: new Date("2026-11-23T10:00:00Z"),
      secrets,
      baseUrl,
    });
    return { asked, result: await use(machines) };
  } finally {
    await http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
