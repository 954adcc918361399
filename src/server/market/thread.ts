import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import type { AppError } from "@/domain/errors";
import { asAppError, databaseFailureOf } from "@/server/database/failure";
import { openPool } from "@/server/database/pool";
import { logFor } from "@/server/log";
import { polledSource } from "@/server/mode";
import { listen } from "@/server/realtime/listen";
import { startAs } from "@/server/settings";
import { processNames } from "@/server/settings/setting";
import { answer, type MarketQuestion } from "./questions";
import { followStore } from "./snapshot/follow-store";
import { openStore } from "./snapshot/store";

/** A thread that ends is started again, but one that hangs is not. */
const CONNECT_WITHIN_MS = 5000;
/** While the database is known to be away, an attempt costs nothing. */
const ASK_AGAIN_MS = 250;
/** A large market loads in seconds. A load that takes longer has lost its database and would delay every later change. */
const LOAD_WITHIN_MS = 60_000;

/**
 * The market thread: it keeps the snapshot up to date and answers questions, so that neither a large ranking nor a large poll
 * ever delays a request.
 */
const { databaseUrl, processes } = z
  .object({ databaseUrl: z.string(), processes: z.array(z.enum(processNames)) })
  .parse(workerData);
startAs(...processes);
const port = parentPort;
if (!port) throw new Error("the market thread was started as a process");

const log = logFor("market");
const limits = { connectMs: CONNECT_WITHIN_MS, statementMs: LOAD_WITHIN_MS };
const pool = openPool(databaseUrl, { max: 2, limits });
const store = await openOnceThere();
await listen(databaseUrl, log, followStore(store, log)).connected;
// An event may have been published between the first load and the start of listening.
await store.reload();

port.on("message", ({ id, question }: { id: number; question: MarketQuestion }) => {
  void reply(id, question);
});
port.postMessage({ ready: true });
log.info({ offers: store.market.columns.length }, "market snapshot ready");

/** Ending instead would start this thread again every second, which keeps half a core busy for as long as the database is away. */
async function openOnceThere(): ReturnType<typeof openStore> {
  for (;;) {
    try {
      return await openStore(pool, polledSource());
    } catch (error) {
      if (databaseFailureOf(error) !== "away") throw error;
      await pause(ASK_AGAIN_MS);
    }
  }
}

async function reply(id: number, question: MarketQuestion): Promise<void> {
  try {
    port?.postMessage({ id, answer: await answer(store.market, question) });
  } catch (error) {
    const known = asAppError(error);
    if (known.code === "INTERNAL")
      log.error({ err: error, question: question.ask }, "market question failed");
    port?.postMessage({ id, error: describeError(known) });
  }
}

/** An error loses its class at the thread's border: its plain figures travel. */
function describeError({ code, message, reason, retryAfterSeconds }: AppError) {
  return { code, message, reason, retryAfterSeconds };
}
