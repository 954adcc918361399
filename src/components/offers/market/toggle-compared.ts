import { changeView } from "./use-market-url";
import { MOST_COMPARED } from "./view/view-params";

/** Adds the offer to the comparison or takes it out. A full comparison stays as it is. */
export function toggleCompared(id: string): void {
  changeView(({ compared }) => {
    if (compared.includes(id)) return { compared: compared.filter((one) => one !== id) };
    return compared.length < MOST_COMPARED ? { compared: [...compared, id] } : {};
  });
}
