// Starts and stops several services in the order of their needs, and as many as possible at once.
import { keepAlive } from "./keep-alive.mjs";

/**
 * Starts each service once those that it needs are ready, and keeps all of them running. One that does not start delays the others
 * only until its patience is over (see {@link keepAlive}).
 *
 * @param services as of {@link keepAlive}. `needs` names earlier services of the list, which start before it and stop after it;
 *   `uses` names earlier services that only stop after it, because it can wait for them itself.
 * @param atEnd registers the action that stops all of them.
 * @returns the names of the services that are not ready yet.
 */
export async function startInOrder(services, atEnd) {
  const kept = new Map();
  const stopped = new Map();
  let isEnding = false;
  atEnd(() => {
    isEnding = true;
    return Promise.all(services.map(stopOf));
  });

  const settled = new Map();
  for (const service of services) settled.set(service.name, startWhenNeedsAreReady(service));
  const results = await Promise.all(settled.values());
  return services.filter((_, index) => !results[index]).map(({ name }) => name);

  async function startWhenNeedsAreReady(service) {
    await Promise.all((service.needs ?? []).map((name) => settled.get(name)));
    if (isEnding) return false;
    const one = keepAlive(service);
    kept.set(service.name, one);
    return one.settled;
  }

  function stopOf({ name }) {
    if (!stopped.has(name)) stopped.set(name, stopAfterDependents(name));
    return stopped.get(name);
  }

  async function stopAfterDependents(name) {
    await Promise.all(
      services.filter(({ needs, uses }) => [needs, uses].some((names) => names?.includes(name))).map(stopOf),
    );
    await kept.get(name)?.stop();
  }
}
