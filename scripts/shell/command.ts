import { isAppError } from "@/domain/errors";
import { sentenceOf, textsFor } from "@/locale/sentence";
import { askDatabaseTime } from "@/server/clock/follow-clock";
import { type Context, jobContext } from "@/server/context";
import { db } from "@/server/db";
import { startAs } from "@/server/settings";
import { shellActor } from "./actor";

/**
 * Runs a command that a person gives at the server's shell. The process ends with 0, with 1 if a verb refuses, or with 2 for
 * arguments that are not understood, which the usage follows.
 *
 * @param main throws an Error for its arguments, and passes on what a verb throws.
 */
export async function runCommand(usage: string, main: () => Promise<void>): Promise<void> {
  startAs("shell");
  try {
    await main();
  } catch (error) {
    process.exitCode = isAppError(error) ? 1 : 2;
    if (isAppError(error)) console.error(sentenceOf(textsFor("en", "reasons"), error.reason));
    else console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
  await db().$disconnect();
}

/** The context of a command, at the database's time, with the person at the shell as the actor. */
export async function commandContext(command: string, reason: string): Promise<Context> {
  await askDatabaseTime();
  return { ...jobContext(command), actor: shellActor(reason) };
}

/** @throws {Error} without a reason. */
export function requireReason(given = ""): string {
  const reason = given.trim();
  if (reason === "") throw new Error("The audit needs a reason for this decision: add --reason TEXT.");
  return reason;
}
