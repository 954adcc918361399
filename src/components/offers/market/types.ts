import type { RouterOutputs } from "@/server/trpc/types";

export type SearchAnswer = RouterOutputs["offers"]["search"];
export type Hit = SearchAnswer["hits"][number];
export type Group = SearchAnswer["groups"][number];
export type Facets = SearchAnswer["facets"];
export type FacetKey = keyof Facets;
export type FacetValue = Facets[FacetKey][number];
export type Why = NonNullable<RouterOutputs["ranking"]["explain"]>;
export type ExplainedOffer = Why["offer"];
export type Against = Why["against"][number];
