import type { Provider } from "../contract";
import { type Answer, type ReceivedRequest, withLoopback } from "../loopback.double";
import type { Secrets } from "../request";
import { bindMachines, type Machines } from "./bind";

/** @property secrets keys and settings by name; any that is left out is `canary-<name>`. */
type Scripted = { provider: Provider; answer(received: ReceivedRequest): Answer; secrets?: Secrets };

export const loopbackNow = new Date("2026-11-23T10:00:00.000Z");

/**
 * Runs a provider's machine verbs against a local server, for tests. All calls go over HTTP, without retries.
 *
 * @param use makes the calls. Its return value or error becomes `result`.
 */
export async function machinesAgainst<Value>(
  { provider, answer, secrets = {} }: Scripted,
  use: (machines: Machines) => Promise<Value>,
): Promise<{ received: ReceivedRequest[]; result: Value | Error }> {
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
