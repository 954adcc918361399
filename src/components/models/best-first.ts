import type { ModelSortKey } from "@/domain/model/model-search";

/**
 * Whether the first click on a column sorts descending, so that the best comes first: most providers, longest context, largest
 * size, but lowest price and A to Z.
 */
export const startsDescending: Record<ModelSortKey, boolean> = {
  providers: true,
  name: false,
  blended: false,
  input: false,
  output: false,
  context: true,
  size: true,
};
