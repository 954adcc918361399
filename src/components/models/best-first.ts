import type { ModelSortKey } from "@/domain/model/model-search";

/** Which orders fall at the first click, so that the best comes first: many, long and large, but cheap and by the alphabet. */
export const startsDescending: Record<ModelSortKey, boolean> = {
  providers: true,
  name: false,
  blended: false,
  input: false,
  output: false,
  context: true,
  size: true,
};
