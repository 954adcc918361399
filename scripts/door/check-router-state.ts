import type { IncomingHttpHeaders } from "node:http";
// Next's own check, because the shape changes from version to version; a path inside Next, which the tests watch.
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { Refusal } from "./refusal/refusal";

/**
 * Checks the header by which Next's pages tell where they navigate from. Next.js answers 500 to one that it cannot read.
 *
 * @throws {Refusal} 400.
 */
export function checkRouterState(headers: IncomingHttpHeaders): void {
  try {
    parseAndValidateFlightRouterState(headers["next-router-state-tree"]);
  } catch {
    throw new Refusal(400, "The header Next-Router-State-Tree is not valid. Load the page again.");
  }
}
