// npm run audit:verify [-- --head HASH] [--simulated]: checks that no entry of the audit was changed or removed.
import { runOnDatabase } from "./processes/shell.mjs";

runOnDatabase("audit:verify", "scripts/audit-verify.ts");
