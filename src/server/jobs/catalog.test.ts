import { describe, expect, it } from "vitest";
import { longestPollMs } from "@/server/feeds/poll-lease";
import { providers } from "@/server/providers/registry";
import { jobNames, queues, specOf } from "./catalog";

it("keeps free slots in the market queue while every feed hangs", () => {
  expect(queues.market.concurrency).toBeGreaterThanOrEqual(providers.length + 4);
});

it("gives every poll as much time as its provider's files may take", () => {
  for (const provider of providers)
    expect(specOf("poll-provider").timeoutMs).toBeGreaterThan(longestPollMs(provider));
});

describe.each(jobNames)("%s", (name) => {
  const { attempts, backoff, schedule, timeoutMs } = specOf(name);

  it("defines a backoff if it has several attempts", () => {
    expect(backoff !== undefined).toBe(attempts > 1);
  });

  it("has a time-out that a timer can represent", () => {
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs).toBeLessThan(2 ** 31);
  });

  it("has no payload if only the table schedules it, because a table knows no ids", () => {
    const { success } = specOf(name).payload.safeParse({});
    expect(success || typeof schedule !== "object").toBe(true);
  });
});
