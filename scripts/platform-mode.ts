// Started by platform-mode.mjs, which opens the database.
import { parseArgs } from "node:util";
import { isAppError } from "@/domain/errors";
import { sentenceOf, textsFor } from "@/locale/sentence";
import { setMode } from "@/server/admin/set-mode";
import { askDatabaseTime } from "@/server/clock/follow-clock";
import { type Context, jobContext } from "@/server/context";
import { db } from "@/server/db";
import { mode, pinnedBy } from "@/server/mode";
import { startAs } from "@/server/settings";
import { shellActor } from "./shell-actor";

const usage = "Usage: npm run platform:mode -- [sandbox | live] [--reason TEXT] [--simulated]";

startAs("shell");
process.exitCode = await main();
await db().$disconnect();

/** @returns the exit code: 0, 1 if the switch was refused, 2 for arguments that are not understood. */
async function main(): Promise<number> {
  try {
    const { wanted, reason } = readArguments();
    await askDatabaseTime();
    const ctx = { ...jobContext("platform:mode"), actor: shellActor(reason) };
    if (wanted !== null) await setMode(ctx, { mode: wanted });
    await show(ctx);
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

function readArguments(): { wanted: "sandbox" | "live" | null; reason: string } {
  const { values, positionals } = parseArgs({
    options: { reason: { type: "string" } },
    allowPositionals: true,
  });
  const [wanted, ...others] = positionals;
  if (others.length > 0) throw new Error("Give one mode: sandbox or live.");
  if (wanted === undefined) return { wanted: null, reason: "" };
  if (wanted !== "sandbox" && wanted !== "live")
    throw new Error(`"${wanted}" is not a mode: the platform is in sandbox or live.`);
  const reason = values.reason?.trim() ?? "";
  if (reason === "") throw new Error("The audit needs a reason for this decision: add --reason TEXT.");
  return { wanted, reason };
}

async function show(ctx: Context): Promise<void> {
  const pin = pinnedBy();
  console.log(`The platform is in ${await mode(ctx)} mode${pin === null ? "." : `, pinned by ${pin}.`}`);
}
