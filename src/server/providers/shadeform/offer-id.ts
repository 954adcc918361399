import { NOWHERE } from "../placed-offer-id";

/** A type of one of the clouds behind Shadeform, in one of its regions. Region null: the type is available nowhere. */
type ShadeformOfferKey = { cloud: string; type: string; region: string | null; isSpot: boolean };

/** "hyperstack:A6000:canada-1" and "hyperstack:A6000:canada-1:spot". */
export function writeOfferId({ cloud, type, region, isSpot }: ShadeformOfferKey): string {
  return `${cloud}:${type}:${region ?? NOWHERE}${isSpot ? ":spot" : ""}`;
}

/** null for an id of another form: those of the dated list name no type that the API knows. */
export function readOfferId(id: string): ShadeformOfferKey | null {
  const [cloud, type, region, kind, ...more] = id.split(":");
  if (!cloud || !type || !region || (kind ?? "spot") !== "spot" || more.length > 0) return null;
  return { cloud, type, region: region === NOWHERE ? null : region, isSpot: kind === "spot" };
}
