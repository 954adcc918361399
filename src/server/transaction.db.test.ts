import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/domain/actor";
import type { Context, TransactionContext } from "./context";
import { asOwner, emptyMarket, type TestContext } from "./database.double";
import { afterCommit, beforeCommit, inTransaction } from "./transaction";

const now = new Date("2026-11-29T10:00:00Z");
const later = new Date("2026-11-29T11:00:00Z");
let contextAt: (now: Date) => TestContext;

beforeAll(async () => {
  contextAt = await emptyMarket();
});

beforeEach(async () => {
  await contextAt(now).db.feedGap.deleteMany();
});

/** Writes a row into a table without foreign keys; `provider` identifies it. */
async function write(tx: TransactionContext, provider: string): Promise<void> {
  await tx.db.feedGap.create({ data: { provider, source: "live", fromAt: now, toAt: later } });
}

async function written(): Promise<string[]> {
  const rows = await contextAt(now).db.feedGap.findMany({ orderBy: { provider: "asc" } });
  return rows.map(({ provider }) => provider);
}

const transactionId = async ({ db }: Context) => {
  const [row] = await db.$queryRaw<{ id: string }[]>`select pg_current_xact_id()::text as id`;
  return row?.id;
};

describe("inTransaction", () => {
  it("a nested call joins the transaction", async () => {
    const ids = await inTransaction(contextAt(now), async (outer) => [
      await transactionId(outer),
      await inTransaction(outer, async (inner) => transactionId(inner)),
    ]);
    expect(ids[0]).toBe(ids[1]);
    expect(await transactionId(contextAt(now))).not.toBe(ids[0]);
  });

  it("a failure rolls everything back, including the work of joined calls", async () => {
    const failing = inTransaction(contextAt(now), async (tx) => {
      await inTransaction(tx, (inner) => write(inner, "joined"));
      await write(tx, "own");
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await written()).toEqual([]);
  });

  it("a failed joined call prevents the commit, even if the caller catches the error", async () => {
    const halfDone = async (inner: TransactionContext) => {
      await write(inner, "half done");
      throw new Error("the other half failed");
    };
    const outer = inTransaction(contextAt(now), async (tx) => {
      await inTransaction(tx, halfDone).catch(() => {});
      await write(tx, "goes on");
    });
    await expect(outer).rejects.toThrow("the other half failed");
    expect(await written()).toEqual([]);
  });

  it("refuses to join for an organization other than that of the transaction", async () => {
    const user = (organizationId: string): Actor => ({
      type: "user",
      userId: "usr_1",
      membership: { organizationId, role: "owner" },
    });
    const ctx = { ...contextAt(now), actor: user("org_a") };
    const crossing = inTransaction(ctx, (tx) =>
      inTransaction({ ...tx, actor: user("org_b") }, (inner) => write(inner, "b")),
    );
    await expect(crossing).rejects.toThrow(/one organization/);
    expect(await written()).toEqual([]);
  });

  it("ends a transaction that exceeds its time-out", async () => {
    const slow = inTransaction(
      contextAt(now),
      async (tx) => {
        await write(tx, "slow");
        await tx.db.$queryRaw`select 1 from pg_sleep(0.5)`;
        await write(tx, "too late");
      },
      { timeoutMs: 200 },
    );
    await expect(slow).rejects.toThrow();
    expect(await written()).toEqual([]);
  });

  it("a context that outlives its transaction cannot be used any more", async () => {
    const kept = await inTransaction(contextAt(now), async (tx) => tx);
    expect(() => afterCommit(kept, async () => {})).toThrow(/has ended/);
    await expect(inTransaction(kept, (tx) => write(tx, "late"))).rejects.toThrow(/has ended/);
    expect(await written()).toEqual([]);
  });
});

describe("afterCommit", () => {
  it("effects run in order, after the rows are visible to others and before the caller continues", async () => {
    const seen: unknown[] = [];
    await inTransaction(contextAt(now), async (tx) => {
      afterCommit(tx, async () => void seen.push(["first", await written()]));
      await inTransaction(tx, async (inner) => {
        await write(inner, "joined");
        afterCommit(inner, async () => void seen.push(["second", await written()]));
      });
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual([
      ["first", ["joined"]],
      ["second", ["joined"]],
    ]);
  });

  it("no effect runs after a rollback, not even when only the commit fails", async () => {
    const effect = vi.fn(async () => {});
    await asOwner`alter table feed_gaps add constraint one_provider exclude (source with =) deferrable initially deferred`;
    try {
      const failing = inTransaction(contextAt(now), async (tx) => {
        afterCommit(tx, effect);
        await write(tx, "a");
        await write(tx, "b");
      });
      await expect(failing).rejects.toThrow();
    } finally {
      await asOwner`alter table feed_gaps drop constraint one_provider`;
    }
    expect(await written()).toEqual([]);
    expect(effect).not.toHaveBeenCalled();
  });

  it("a failing effect is logged, undoes nothing and does not stop the others", async () => {
    const ctx = contextAt(now);
    const logged = vi.spyOn(ctx.log, "error");
    const other = vi.fn(async () => {});
    await inTransaction(ctx, async (tx) => {
      await write(tx, "stays");
      afterCommit(tx, async () => {
        throw new Error("no effect");
      });
      afterCommit(tx, other);
    });
    expect(await written()).toEqual(["stays"]);
    expect(other).toHaveBeenCalledOnce();
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });

  it("an effect gets a context that can open a new transaction", async () => {
    await inTransaction(contextAt(now), async (tx) => {
      await write(tx, "promised");
      afterCommit(tx, (ctx) => inTransaction(ctx, (own) => write(own, "done")));
    });
    expect(await written()).toEqual(["done", "promised"]);
  });
});

describe("beforeCommit", () => {
  it("its steps run last, in the same transaction, and a failing step rolls everything back", async () => {
    const order: string[] = [];
    const steps = inTransaction(contextAt(now), async (tx) => {
      beforeCommit(tx, async (last) => {
        order.push("step");
        await write(last, "step");
      });
      await write(tx, "work");
      order.push("work");
    });
    await steps;
    expect(order).toEqual(["work", "step"]);
    expect(await written()).toEqual(["step", "work"]);
    const failing = inTransaction(contextAt(now), async (tx) => {
      await write(tx, "never");
      beforeCommit(tx, () => write(tx, "work"));
    });
    await expect(failing).rejects.toThrow();
    expect(await written()).toEqual(["step", "work"]);
  });
});
