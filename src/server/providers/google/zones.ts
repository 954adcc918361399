import { z } from "zod";
import type { MachineResult } from "@/domain/pod/machine";
import { ProviderError } from "@/server/http/provider-error";
import { done, isSuccess, readAnswer, refused } from "../machines/answer";
import { type GoogleCall, googleRefusal } from "./client";

const MAX_PAGES = 20;

const named = z.array(z.object({ name: z.string() })).nullish();
const page = z.object({
  items: z.record(z.string(), z.object({ machineTypes: named, acceleratorTypes: named })).nullish(),
  nextPageToken: z.string().nullish(),
});

type Wanted = { region: string; machineType: string; accelerator: { type: string } | null };

/**
 * The zones of a region where a machine can be ordered, in alphabetical order.
 *
 * Searched by machine type, or by card if it is attached to an ordinary machine, which every zone has.
 *
 * @returns `no_capacity` if the region has none, because the price list does not say which regions have which machines.
 */
export async function zonesFor(
  call: GoogleCall,
  projectPath: string,
  { region, machineType, accelerator }: Wanted,
): Promise<MachineResult<string[]>> {
  const kind = accelerator === null ? "machineTypes" : "acceleratorTypes";
  const name = accelerator?.type ?? machineType;
  const query: Record<string, string | number> = { filter: `name = "${name}"`, maxResults: 500 };
  const zones: string[] = [];
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const answer = await call({ path: `${projectPath}/aggregated/${kind}`, query });
    if (!isSuccess(answer)) return googleRefusal(answer);
    const { items, nextPageToken } = readAnswer("google", page, answer);
    for (const [scope, { [kind]: there }] of Object.entries(items ?? {})) {
      const [, zone] = /^zones\/([a-z][a-z0-9-]*)$/.exec(scope) ?? [];
      if (zone?.startsWith(`${region}-`) && there?.some((one) => one.name === name)) zones.push(zone);
    }
    if (!nextPageToken)
      return zones.length > 0
        ? done(zones.sort())
        : refused("no_capacity", `google: no zone of ${region} has ${name}`);
    query.pageToken = nextPageToken;
  }
  throw new ProviderError("bad_response", `google: more than ${MAX_PAGES} pages of ${name}`);
}
