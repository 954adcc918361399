// The product's processes: how each is started, told where the others are, and known to be well.

import { webEnvironment } from "../prepare/prepare.mjs";
import { keepAlive } from "./children.mjs";
import { freePort } from "./ports.mjs";
import { say } from "./progress.mjs";

const startWithinMs = 120_000;

/**
 * Starts simulator (when asked for), realtime, workers and web, and waits until all are well.
 *
 * @param options { env, publicUrl, databaseUrl, authSecret, dev, simulated, distFolder, onGivenUp, atEnd }
 *   env: what the workers may see; onGivenUp(reason): a service cannot be kept alive; atEnd(action): undo list.
 * @returns {{ web: number, realtime: number, simulatorUrl: string | null }} their ports.
 */
export async function startServices(options) {
  const ports = { web: await freePort(), realtime: await freePort(), simulator: await freePort() };
  const services = describeServices(options, ports);
  const [simulators, others] = [
    services.filter(isSimulator),
    services.filter((service) => !isSimulator(service)),
  ];
  // the workers' first poll must find the simulator
  await startAll(simulators, options);
  await startAll(others, options);
  return { ...ports, simulatorUrl: options.simulated ? simulatorUrl(ports) : null };
}

/** What is started, in which environment: the workers see every key, the others none. */
export function describeServices(
  { env, publicUrl, databaseUrl, authSecret, dev, simulated, distFolder },
  ports,
) {
  const shared = {
    NODE_ENV: dev ? "development" : "production",
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: authSecret,
    PUBLIC_URL: publicUrl,
    REALTIME_PORT: String(ports.realtime),
    TZ: "UTC",
    ...(simulated ? { MARKET: "simulated", SIMULATOR_URL: simulatorUrl(ports) } : {}),
  };
  const { MARKET: _, DATABASE_OWNER_URL: _owner, ...base } = env;
  const trusted = { ...base, ...shared };
  const exposed = webEnvironment(base, { ...shared, NEXT_DIST_DIR: distFolder });
  const local = "http://127.0.0.1";
  const services = [
    {
      name: "realtime",
      args: ["--import", "tsx", "workers/realtime.ts"],
      env: exposed,
      healthUrl: `${local}:${ports.realtime}/health`,
      stopWithinMs: 5_000,
    },
    { name: "workers", args: ["--import", "tsx", "workers/index.ts"], env: trusted, stopWithinMs: 12_000 },
    {
      name: "web",
      args: ["scripts/processes/web.mjs", dev ? "dev" : "start", String(ports.web)],
      env: exposed,
      healthUrl: `${local}:${ports.web}/api/ready`,
      stopWithinMs: 8_000,
    },
  ];
  if (!simulated) return services;
  const simulator = {
    name: "simulator",
    args: ["--import", "tsx", "simulators/server.ts"],
    env: { ...exposed, SIMULATOR_PORT: String(ports.simulator) },
    healthUrl: `${local}:${ports.simulator}/health`,
    stopWithinMs: 3_000,
  };
  return [simulator, ...services];
}

async function startAll(services, { onGivenUp, atEnd }) {
  const started = services.map((service) => keepAlive(service, onGivenUp));
  for (const service of started) atEnd(service.stop);
  await Promise.all(started.map(waitUntilReady));
}

async function waitUntilReady({ name, ready }) {
  let timer;
  const late = new Promise((_, reject) => {
    const text = `${name} has not become ready within ${startWithinMs / 1000} s`;
    timer = setTimeout(() => reject(new Error(text)), startWithinMs);
  });
  await Promise.race([ready, late]).finally(() => clearTimeout(timer));
  say(`${name} is ready`);
}

function isSimulator({ name }) {
  return name === "simulator";
}

function simulatorUrl(ports) {
  return `http://127.0.0.1:${ports.simulator}`;
}
