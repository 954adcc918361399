import { z } from "zod";
import type { MachineResult } from "@/domain/pod/machine";
import { done, isSuccess, readAnswer, refused } from "../machines/answer";
import { readPages } from "../machines/pages";
import { type GoogleCall, googleRefusal } from "./client";

const MAX_PAGES = 20;

const named = z.array(z.object({ name: z.string() })).nullish();
const page = z.object({
  items: z.record(z.string(), z.object({ machineTypes: named, acceleratorTypes: named })),
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
  const query = { filter: `name = "${name}"`, maxResults: 500 };
  const listed = await readPages("google", MAX_PAGES, async (pageToken) => {
    const answer = await call({
      path: `${projectPath}/aggregated/${kind}`,
      query: { ...query, ...(pageToken === null ? {} : { pageToken }) },
    });
    if (!isSuccess(answer)) return googleRefusal(answer);
    const { items, nextPageToken } = readAnswer("google", page, answer);
    const rows = Object.entries(items).flatMap(([scope, { [kind]: there }]) => {
      const [, zone] = /^zones\/([a-z][a-z0-9-]*)$/.exec(scope) ?? [];
      return zone?.startsWith(`${region}-`) && there?.some((one) => one.name === name) ? [zone] : [];
    });
    return { ok: true, rows, next: nextPageToken || null };
  });
  if (!listed.ok || listed.value.length > 0) return listed.ok ? done(listed.value.sort()) : listed;
  return refused("no_capacity", `google: no zone of ${region} has ${name}`);
}
