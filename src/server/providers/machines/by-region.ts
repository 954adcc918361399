/**
 * The part of a setting that applies to a region: `us-east-1=subnet-1, eu-west-1=subnet-2`, or one value for every region.
 *
 * @returns null where the setting has nothing for that region.
 */
export function valueIn(setting: string, region: string): string | null {
  const parts = partsOf(setting);
  const own = parts.find((part) => part.region === region) ?? parts.find((part) => part.region === null);
  return own?.value ?? null;
}

/** The regions that a setting names; a value without a region applies to all of them and names none. */
export function regionsIn(setting: string): string[] {
  return [...new Set(partsOf(setting).flatMap(({ region }) => region ?? []))];
}

function partsOf(setting: string): { region: string | null; value: string }[] {
  return setting
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map((part) => {
      const [, region, value] = /^([a-z0-9-]+)=(.+)$/.exec(part) ?? [];
      return region !== undefined && value !== undefined ? { region, value } : { region: null, value: part };
    });
}
