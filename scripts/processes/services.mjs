// The product's processes: how each one is started, how it learns the addresses of the others, and how its health is checked.
import { PlainError } from "../prepare/environment.mjs";
import { nextVariables } from "../prepare/prepare.mjs";
import { environmentFor, loadReader } from "../prepare/process-environment.mjs";
import { startInOrder } from "./in-order.mjs";
import { freePort } from "./ports.mjs";

/**
 * Starts the simulator (with `simulated`), realtime, workers, web and the door, and keeps them running. Waits until each of them is
 * ready or has taken too long.
 *
 * @param options { env, port, publicUrl, databaseUrl, databaseUrls, dev, simulated, distFolder, atEnd }
 *   env: the source of the settings. port: of the door. databaseUrls: of the processes with a login of their own.
 *   atEnd(action): registers cleanup.
 * @returns {{ web: number, realtime: number, simulatorUrl: string | null, late: string[] }} the ports, and the names of the
 *   services that are not ready yet and go on being started.
 */
export async function startServices(options) {
  const ports = { web: await freePort(), realtime: await freePort(), simulator: await freePort() };
  const late = await startInOrder(await describeServices(options, ports), options.atEnd);
  return { ...ports, simulatorUrl: options.simulated ? simulatorUrl(ports) : null, late };
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

/**
 * The services to start, each with only the settings that the table of settings allows it to read. The form of a service is
 * described at `keepAlive`, `needs` and `uses` at `startInOrder`.
 */
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
      // It stops after the door, which has closed its sockets.
      stopWithinMs: 1_500,
    },
    {
      name: "workers",
      args: ["--import", "tsx", "workers/index.ts"],
      env: environments.workers,
      // Longer than the workers give their jobs; see workers/index.ts.
      stopWithinMs: 6_500,
    },
    {
      name: "web",
      args: ["scripts/processes/web.mjs", dev ? "dev" : "start", String(ports.web)],
      env: { ...environments.web, ...nextVariables },
      healthUrl: `${local}:${ports.web}/api/ready`,
      aliveUrl: `${local}:${ports.web}/api/health`,
      // It stops after the door, and what nobody waits for any more need not be finished.
      stopWithinMs: 1_500,
    },
    {
      name: "door",
      args: ["--import", "tsx", "scripts/door/main.ts", dev ? "dev" : "start"],
      env: environments.door,
      // Who comes before web is ready waits a moment or is told to; without the door, the connection would be refused.
      uses: ["web", "realtime"],
      // Longer than the door gives answers in progress; see scripts/door/sharing/limits.ts.
      stopWithinMs: 5_000,
    },
  ];
  if (!simulated) return services;
  const simulator = {
    name: "simulator",
    args: ["--import", "tsx", "simulators/server.ts"],
    env: environments.simulator,
    healthUrl: `${local}:${ports.simulator}/health`,
    stopWithinMs: 1_000,
  };
  const others = services.map((service) => ({ ...service, needs: ["simulator", ...(service.needs ?? [])] }));
  return [simulator, ...others];
}

/**
 * The environment of each process. The launcher adds its own values before the table filters the settings, so each of them also
 * reaches only the processes that may read it. `MARKET` is ignored: only `--simulated` selects simulated prices.
 */
async function environmentsOf(options, ports) {
  const { env, port, publicUrl, databaseUrl, databaseUrls = {}, dev, simulated, distFolder } = options;
  const { MARKET: _market, SIMULATOR_URL: _url, ...given } = env;
  const all = {
    ...given,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    PORT: String(port),
    WEB_PORT: String(ports.web),
    REALTIME_PORT: String(ports.realtime),
    SIMULATOR_PORT: String(ports.simulator),
    NEXT_DIST_DIR: distFolder,
    ...(simulated ? { MARKET: "simulated", SIMULATOR_URL: simulatorUrl(ports) } : {}),
  };
  const always = { NODE_ENV: dev ? "development" : "production", TZ: "UTC" };
  const names = ["door", "web", "workers", "realtime", "simulator"];
  const environments = await Promise.all(
    names.map((name) => {
      const own = name in databaseUrls ? { DATABASE_URL: databaseUrls[name] } : {};
      return environmentFor(name, { ...all, ...own }, always);
    }),
  );
  return Object.fromEntries(names.map((name, index) => [name, environments[index]]));
}

function simulatorUrl(ports) {
  return `http://127.0.0.1:${ports.simulator}`;
}
