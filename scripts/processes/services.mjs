// The product's processes: how each one is started, how it learns the addresses of the others, and how its health is checked.
import { PlainError } from "../prepare/environment.mjs";
import { nextVariables } from "../prepare/prepare.mjs";
import { environmentFor, loadReader } from "../prepare/process-environment.mjs";
import { keepAlive } from "./children.mjs";
import { freePort } from "./ports.mjs";
import { say } from "./progress.mjs";

const startWithinMs = 120_000;

/**
 * Starts the simulator (with `simulated`), realtime, workers and web, and waits until all are ready.
 *
 * @param options { env, publicUrl, databaseUrl, databaseUrls, dev, simulated, distFolder, onGivenUp, atEnd }
 *   env: the source of the settings. databaseUrls: of the processes with a login of their own. onGivenUp(reason): called if a
 *   service exits too often. atEnd(action): registers cleanup.
 * @returns {{ web: number, realtime: number, simulatorUrl: string | null }} the ports.
 */
export async function startServices(options) {
  const ports = { web: await freePort(), realtime: await freePort(), simulator: await freePort() };
  const services = await describeServices(options, ports);
  const [simulators, others] = [
    services.filter(isSimulator),
    services.filter((service) => !isSimulator(service)),
  ];
  // The simulator starts first, because the workers' first poll needs it.
  await startAll(simulators, options);
  await startAll(others, options);
  return { ...ports, simulatorUrl: options.simulated ? simulatorUrl(ports) : null };
}

/**
 * Reads the settings of each process exactly as the process will. Without this check, a wrong setting shows only after the
 * build, as processes that exit again and again.
 *
 * @param options as of {@link startServices}.
 * @throws {PlainError} naming every setting that is wrong and the processes that read it.
 */
export async function requireSettings(options) {
  const { readSettings } = await loadReader();
  const services = await describeServices(options, { web: 1, realtime: 1, simulator: 1 });
  const complaints = services.flatMap(({ name, env }) => {
    try {
      readSettings(env, [name]);
      return [];
    } catch (error) {
      return [error.message];
    }
  });
  if (complaints.length > 0) throw new PlainError(complaints.join("\n"));
}

/** The services to start, each with only the settings that the table of settings allows it to read. */
export async function describeServices(options, ports) {
  const { dev, simulated } = options;
  const environments = await environmentsOf(options, ports);
  const local = "http://127.0.0.1";
  const services = [
    {
      name: "realtime",
      args: ["--import", "tsx", "workers/realtime.ts"],
      env: environments.realtime,
      healthUrl: `${local}:${ports.realtime}/health`,
      stopWithinMs: 5_000,
    },
    {
      name: "workers",
      args: ["--import", "tsx", "workers/index.ts"],
      env: environments.workers,
      stopWithinMs: 12_000,
    },
    {
      name: "web",
      args: ["scripts/processes/web.mjs", dev ? "dev" : "start", String(ports.web)],
      env: { ...environments.web, ...nextVariables },
      healthUrl: `${local}:${ports.web}/api/ready`,
      stopWithinMs: 8_000,
    },
  ];
  if (!simulated) return services;
  const simulator = {
    name: "simulator",
    args: ["--import", "tsx", "simulators/server.ts"],
    env: environments.simulator,
    healthUrl: `${local}:${ports.simulator}/health`,
    stopWithinMs: 3_000,
  };
  return [simulator, ...services];
}

/**
 * The environment of each process. The launcher adds its own values before the table filters the settings, so each of them also
 * reaches only the processes that may read it. `MARKET` is ignored: only `--simulated` selects simulated prices.
 */
async function environmentsOf(options, ports) {
  const { env, publicUrl, databaseUrl, databaseUrls = {}, dev, simulated, distFolder } = options;
  const { MARKET: _market, SIMULATOR_URL: _url, ...given } = env;
  const all = {
    ...given,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    REALTIME_PORT: String(ports.realtime),
    SIMULATOR_PORT: String(ports.simulator),
    NEXT_DIST_DIR: distFolder,
    ...(simulated ? { MARKET: "simulated", SIMULATOR_URL: simulatorUrl(ports) } : {}),
  };
  const always = { NODE_ENV: dev ? "development" : "production", TZ: "UTC" };
  const names = ["web", "workers", "realtime", "simulator"];
  const environments = await Promise.all(
    names.map((name) => {
      const own = name in databaseUrls ? { DATABASE_URL: databaseUrls[name] } : {};
      return environmentFor(name, { ...all, ...own }, always);
    }),
  );
  return Object.fromEntries(names.map((name, index) => [name, environments[index]]));
}

async function startAll(services, { onGivenUp, atEnd }) {
  const started = services.map((service) => keepAlive(service, onGivenUp));
  for (const service of started) atEnd(service.stop);
  await Promise.all(started.map(waitUntilReady));
}

async function waitUntilReady({ name, ready }) {
  let timer;
  const late = new Promise((_, reject) => {
    const text = `${name} did not become ready within ${startWithinMs / 1000} s. See its output above.`;
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
