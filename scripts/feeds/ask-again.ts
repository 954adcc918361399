// Started by ask-again.mjs, which opens the database.
import { parseArgs } from "node:util";
import { askAgain } from "@/server/feeds/ask-again";
import { commandContext, requireReason, runCommand } from "../shell/command";

const usage = "Usage: npm run feed:ask-again -- PROVIDER --reason TEXT [--simulated]";

await runCommand(usage, main);

async function main(): Promise<void> {
  const { provider, reason } = readArguments();
  await askAgain(await commandContext("feed:ask-again", reason), provider);
  console.log(`The next poll asks ${provider} again with the same key.`);
}

function readArguments(): { provider: string; reason: string } {
  const { values, positionals } = parseArgs({
    options: { reason: { type: "string" } },
    allowPositionals: true,
  });
  const [provider, ...others] = positionals;
  if (provider === undefined || others.length > 0) throw new Error("Give one provider, for example lambda.");
  return { provider, reason: requireReason(values.reason) };
}
