import { awsFamily } from "./aws-families";
import { azureSizes } from "./azure-sizes";
import { googleCards, machineTypes } from "./google-machine-types";
import { runpodNames } from "./runpod-names";
import { verdaName } from "./verda-names";

type Machine = { instanceType: string; gpuRaw: string };

const googleCardOf = new Map(machineTypes.map(({ name, gpu }) => [name, googleCards[gpu][0]]));

const names: ReadonlyMap<string, (machine: Machine) => string | null> = new Map([
  ["aws", ({ instanceType }: Machine) => awsFamily(instanceType)?.gpuRaw ?? null],
  ["azure", ({ instanceType }: Machine) => azureSizes.get(instanceType)?.[0] ?? null],
  ["google", ({ instanceType }: Machine) => googleCardOf.get(instanceType) ?? null],
  ["runpod", ({ gpuRaw }: Machine) => runpodNames.get(gpuRaw) ?? null],
  ["verda", ({ instanceType }: Machine) => verdaName(instanceType)],
]);

/**
 * The name of a machine's card with its form, where the provider's machine type says more than the name that a list prints.
 *
 * Adapters and dated lists read the same tables, so that a machine keeps its GPU when its feed answers.
 *
 * @param provider the slug; providers without a table name their cards in full.
 * @returns the printed name where no table knows better.
 */
export function gpuNameOf(provider: string, machine: Machine): string {
  return names.get(provider)?.(machine) ?? machine.gpuRaw;
}
