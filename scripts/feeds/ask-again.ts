// Started by ask-again.mjs, which opens the database.
import { parseArgs } from "node:util";
import { isAppError } from "@/domain/errors";
import { sentenceOf, textsFor } from "@/locale/sentence";
import { askDatabaseTime } from "@/server/clock/follow-clock";
import { jobContext } from "@/server/context";
import { db } from "@/server/db";
import { askAgain } from "@/server/feeds/ask-again";
import { startAs } from "@/server/settings";
import { shellActor } from "../shell-actor";

const usage = "Usage: npm run feed:ask-again -- PROVIDER --reason TEXT [--simulated]";

startAs("shell");
process.exitCode = await main();
await db().$disconnect();

/** @returns the exit code: 0, 1 if there is nothing to ask again, 2 for arguments that are not understood. */
async function main(): Promise<number> {
  try {
    const { provider, reason } = readArguments();
    await askDatabaseTime();
    await askAgain({ ...jobContext("feed:ask-again"), actor: shellActor(reason) }, provider);
    console.log(`The next poll asks ${provider} again with the same key.`);
    return 0;
  } catch (error) {
    if (!isAppError(error)) {
      console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
      return 2;
    }
    console.error(sentenceOf(textsFor("en", "reasons"), error.reason));
    return 1;
  }
}

function readArguments(): { provider: string; reason: string } {
  const { values, positionals } = parseArgs({
    options: { reason: { type: "string" } },
    allowPositionals: true,
  });
  const [provider, ...others] = positionals;
  if (provider === undefined || others.length > 0) throw new Error("Give one provider, for example lambda.");
  const reason = values.reason?.trim() ?? "";
  if (reason === "") throw new Error("The audit needs a reason for this decision: add --reason TEXT.");
  return { provider, reason };
}
