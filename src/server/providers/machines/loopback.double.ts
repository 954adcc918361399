import type { Provider } from "../contract";
import { type Answer, type Asked, withLoopback } from "../loopback.double";
import type { Secrets } from "../request";
import { bindMachines, type Machines } from "./bind";

/** @property secrets keys and settings by name; any that is left out is `canary-<name>`. */
type Scripted = { provider: Provider; answer(asked: Asked): Answer; secrets?: Secrets };

export const loopbackNow = new Date("2026-11-23T10:00:00.000Z");

/**
 * A provider's machines against a local server, for tests: everything goes over the wire, and each call is made once.
 *
 * @param use the calls to make; what it returns or throws is `result`.
 */
export async function machinesAgainst<Value>(
  { provider, answer, secrets = {} }: Scripted,
  use: (machines: Machines) => Promise<Value>,
): Promise<{ asked: Asked[]; result: Value | Error }> {
  const { secretNames = [], settingNames = [] } = provider.machines ?? {};
  const canaries = Object.fromEntries(
    [...secretNames, ...settingNames].map((name) => [name, `canary-${name}`]),
  );
  return await withLoopback(answer, async ({ http, origin }) => {
    const baseUrl = `${origin}/${provider.slug}`;
    const options = { http, now: loopbackNow, secrets: { ...canaries, ...secrets }, baseUrl };
    const result: Value | Error = await use(bindMachines(provider, options)).catch(asError);
    return result;
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
