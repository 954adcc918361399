/** What sets one offer apart where a provider sells machine types by place: "p5.48xlarge:us-east-1:on-demand". */
type PlacedOffer = {
  instanceType: string;
  /** null: sold out everywhere, or no place is known. */
  region: string | null;
  isSpot: boolean;
};

/**
 * The external id of such an offer. Databases hold offers under it: a changed id is another offer.
 *
 * Nothing reads it back, because these providers launch by the offer's instance type and region, which an offer of the dated
 * list has as well.
 */
export function writePlacedOfferId({ instanceType, region, isSpot }: PlacedOffer): string {
  return `${instanceType}:${region ?? NOWHERE}:${isSpot ? "spot" : "on-demand"}`;
}

/** Stands for a place where there is none. */
export const NOWHERE = "nowhere";
