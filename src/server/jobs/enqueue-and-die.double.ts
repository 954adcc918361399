import { jobContext } from "@/server/context";
import { startAs } from "@/server/settings";
import { afterCommit, inTransaction } from "@/server/transaction";
import { enqueue } from "./enqueue";

/** For enqueue.db.test.ts: a process that is killed after its commit and before it hands the job to the queue. */
startAs("workers");
await inTransaction(jobContext("test"), async (tx) => {
  // Effects run in the order of these calls, and enqueue's comes second.
  afterCommit(tx, async () => {
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  });
  await enqueue(tx, "poll-provider", { provider: "vultr" });
});
