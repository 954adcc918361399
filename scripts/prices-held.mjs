// npm run prices:held [-- --confirm|--refuse PROVIDER/ID --reason TEXT] [--simulated]: held prices, and the decision about one.
import { runOnDatabase } from "./processes/shell.mjs";

runOnDatabase("prices:held", "scripts/prices-held.ts");
