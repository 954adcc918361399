// npm run platform:mode [-- sandbox|live --reason TEXT] [--simulated]: shows the mode of the platform, or switches it.
import { runOnDatabase } from "./processes/shell.mjs";

runOnDatabase("platform:mode", "scripts/platform-mode.ts");
