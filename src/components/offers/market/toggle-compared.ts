import { changeView } from "./use-market-url";
import { MAX_COMPARED } from "./view/view-params";

/** Adds the offer to the comparison or removes it. Does not add to a full comparison. */
export function toggleCompared(id: string): void {
  changeView(({ compared }) => {
    if (compared.includes(id)) return { compared: compared.filter((one) => one !== id) };
    return compared.length < MAX_COMPARED ? { compared: [...compared, id] } : {};
  });
}
