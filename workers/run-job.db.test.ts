import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError, errorStatus } from "@/domain/errors";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { db } from "@/server/db";
import { ProviderError } from "@/server/http/provider-error";
import type { QueuedJob } from "@/server/queue";
import { handlers } from "./handlers";
import { runJob } from "./run-job";

let contextAt: (now: Date) => Context;
beforeEach(async () => {
  contextAt = await emptyMarket();
  await contextAt(new Date()).db.outboxJob.deleteMany();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => db().$disconnect());

const scheduled: QueuedJob = {
  id: "repeat:poll-provider:vultr:1",
  name: "poll-provider",
  data: { provider: "vultr" },
  isLastAttempt: false,
  signal: new AbortController().signal,
};
const fromOutbox: QueuedJob = { ...scheduled, id: "job_1" };

type Poll = (typeof handlers)["poll-provider"];
const run = (job: QueuedJob, poll: Poll) => runJob(job, { ...handlers, "poll-provider": poll });
const failWith = (error: unknown) => async () => {
  throw error;
};

async function ask(): Promise<void> {
  const at = new Date();
  const row = { job: fromOutbox.name, payload: { provider: "vultr" }, createdAt: at, runAt: at };
  const askedBy = { requestId: "req_1", organizationId: "org_1" };
  await contextAt(at).db.outboxJob.create({ data: { id: fromOutbox.id, ...row, ...askedBy } });
}

async function isFinished(): Promise<boolean> {
  const { finishedAt } = await contextAt(new Date()).db.outboxJob.findFirstOrThrow();
  return finishedAt !== null;
}

it("passes the parsed payload to a job, with the job as the actor", async () => {
  const seen: unknown[] = [];
  await run({ ...scheduled, data: { provider: "vultr", more: 1 } }, async ({ actor }, payload) => {
    seen.push(actor, payload);
  });
  const actor = { type: "system", job: "poll-provider", organizationId: null };
  expect(seen).toEqual([actor, { provider: "vultr" }]);
});

it("lets a job from the outbox act for the organization that enqueued it, and log with its request id", async () => {
  await ask();
  const seen: unknown[] = [];
  await run(fromOutbox, async ({ actor, requestId, log }) => {
    seen.push(actor, requestId, log.bindings().requestId);
  });
  const actor = { type: "system", job: "poll-provider", organizationId: "org_1" };
  expect(seen).toEqual([actor, "req_1", "req_1"]);
  expect(await isFinished()).toBe(true);
});

it("does not run a finished job from the outbox", async () => {
  await ask();
  const poll = vi.fn(async () => {});
  await run(fromOutbox, poll);
  await run(fromOutbox, poll);
  expect(poll).toHaveBeenCalledTimes(1);
});

const codes = Object.keys(errorStatus);
const permanent = ["INVALID_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "PRECONDITION_FAILED"];

it.each([
  ...codes.map(
    (code) => [code, new AppError(code as keyof typeof errorStatus, "no"), permanent.includes(code)] as const,
  ),
  ["a refused key", new ProviderError("auth", "no"), true] as const,
  ["a provider that is down", new ProviderError("unavailable", "no"), false] as const,
  ["an error that is not ours", new TypeError("no"), false] as const,
  ["something that is not an error", "no", false] as const,
])("%s: is retried only if that can help", async (_what, error, isPermanent) => {
  await ask();
  const thrown = await run(fromOutbox, failWith(error)).catch((caught) => caught);
  if (isPermanent) expect(thrown).toMatchObject({ name: "UnrecoverableError", cause: error, message: "no" });
  else expect(thrown).toBe(error);
  expect(await isFinished()).toBe(isPermanent);
});

it("closes a job from the outbox after its last attempt", async () => {
  await ask();
  const last = { ...fromOutbox, isLastAttempt: true };
  await expect(run(last, failWith(new Error("no route")))).rejects.toThrow("no route");
  expect(await isFinished()).toBe(true);
});

it.each([
  [
    "a payload that does not parse",
    { ...scheduled, data: { slug: "vultr" } },
    /payload of poll-provider.*provider/s,
  ],
  ["an unknown job", { ...scheduled, name: "of-yesterday" }, /no such job: of-yesterday/],
])("does not retry %s, and reports the reason", async (_what, job, message) => {
  const poll = vi.fn(async () => {});
  await expect(run(job, poll)).rejects.toMatchObject({
    name: "UnrecoverableError",
    message: expect.stringMatching(message),
  });
  expect(poll).not.toHaveBeenCalled();
});

it("fails a job that takes longer than the catalogue allows, and aborts its signal", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let work: AbortSignal | undefined;
  const running = run(scheduled, ({ signal }) => {
    work = signal;
    return new Promise(() => {});
  });
  const end = expect(running).rejects.toMatchObject({
    code: "INTERNAL",
    message: expect.stringMatching(/not finished within 10800000 ms/),
  });
  await vi.advanceTimersByTimeAsync(3 * 3_600_000 - 1);
  expect(work?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(work?.aborted).toBe(true);
  await end;
});

it("does not close a job that the queue has given to another worker", async () => {
  await ask();
  const lost = new AbortController();
  const job = { ...fromOutbox, isLastAttempt: true, signal: lost.signal };
  const running = run(job, () => {
    lost.abort("given away");
    return new Promise(() => {});
  });
  await expect(running).rejects.toThrow("given away");
  expect(await isFinished()).toBe(false);
});
