// Started by platform-mode.mjs, which opens the database.
import { parseArgs } from "node:util";
import { setMode } from "@/server/admin/set-mode";
import type { Context } from "@/server/context";
import { mode, pinnedBy } from "@/server/mode";
import { commandContext, requireReason, runCommand } from "./shell/command";

const usage = "Usage: npm run platform:mode -- [sandbox | live] [--reason TEXT] [--simulated]";

await runCommand(usage, main);

async function main(): Promise<void> {
  const { wanted, reason } = readArguments();
  const ctx = await commandContext("platform:mode", reason);
  if (wanted !== null) await setMode(ctx, { mode: wanted });
  await show(ctx);
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
  return { wanted, reason: requireReason(values.reason) };
}

async function show(ctx: Context): Promise<void> {
  const pin = pinnedBy();
  console.log(`The platform is in ${await mode(ctx)} mode${pin === null ? "." : `, pinned by ${pin}.`}`);
}
