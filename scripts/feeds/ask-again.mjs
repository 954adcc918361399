// npm run feed:ask-again -- PROVIDER --reason TEXT [--simulated]: lets a feed be asked again with the key that it refused.
import { runOnDatabase } from "../processes/shell.mjs";

runOnDatabase("feed:ask-again", "scripts/feeds/ask-again.ts");
