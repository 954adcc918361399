import { createServer } from "node:net";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/server/context";
import { type Client, connect } from "@/server/db";
import { clockHealth } from "@/server/status/clock";
import { inTransaction } from "@/server/transaction";
import { asAppError } from "./failure";
import { mountSmallDisk, type OwnServer, startOwnServer } from "./own-server.double";
import { poolLimitsOf } from "./pool";

const limits = poolLimitsOf(["web"]);
const LONGEST_MS = 5000;
let server: OwnServer;
let db: Client;

beforeAll(async () => {
  server = await startOwnServer();
  db = connect(server.url, limits);
}, 60_000);
afterEach(() => server.thaw());
afterAll(async () => {
  await db.$disconnect();
  await server.leave();
});

/** How a request would be refused, and that it did not have to wait for it. */
async function refusal(ask: () => Promise<unknown>) {
  const startedMs = performance.now();
  const error = await ask().then(
    () => {
      throw new Error("this was answered");
    },
    (thrown) => asAppError(thrown),
  );
  const tookMs = performance.now() - startedMs;
  expect(tookMs).toBeLessThan(LONGEST_MS);
  if (error.code === "INTERNAL") throw error.cause;
  return { code: error.code, reason: error.reason.code, after: error.retryAfterSeconds, tookMs };
}

const read = (client = db) => client.offer.count();
const write = (client = db) => inTransaction(contextOf(client), (tx) => insertGap(tx.db));
const insertGap = (tx: Context["db"]) =>
  tx.$executeRaw`insert into feed_gaps (provider, source, from_at, to_at) values ('p', 'live', now(), now() + interval '1 second')`;

function contextOf(client: Client): Context {
  return {
    db: client,
    now: new Date(),
    actor: { type: "system", job: "test", organizationId: null },
    requestId: "req_test",
    log: pino({ level: "silent" }),
  };
}

/** The time until a question is answered again, without a new client. */
async function answeredAfterMs(ask: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const isAnswered = await ask().then(
      () => true,
      () => false,
    );
    const tookMs = performance.now() - startedMs;
    if (isAnswered || tookMs > 20_000) return tookMs;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("a database that refuses connections", () => {
  it("is away, at once, for reads and writes", async () => {
    const gone = connect(server.url.replace(/:\d+\//, `:${await closedPort()}/`), limits);
    for (const ask of [read, write]) {
      const refused = await refusal(() => ask(gone));
      expect(refused).toMatchObject({ code: "UNAVAILABLE", reason: "database.away", after: 2 });
      expect(refused.tookMs).toBeLessThan(1000);
    }
    await gone.$disconnect();
  });

  it("whose name is unknown is away, and the refusal does not tell the name", async () => {
    const gone = connect(server.url.replace("127.0.0.1", "no-such-host.invalid"), limits);
    const error = await read(gone).catch(asAppError);
    expect(error).toMatchObject({ code: "UNAVAILABLE", reason: { code: "database.away" } });
    expect(JSON.stringify([error])).not.toContain("no-such-host");
    await gone.$disconnect();
  });
});

describe("a database that hangs", () => {
  it("is away within seconds, then at once, and answers by itself when it is back", async () => {
    await Promise.all([read(), read(), write()]);
    const status = () => clockHealth({ ...contextOf(db), actor: { type: "anonymous", address: null } });
    const known = await status();
    server.freeze();
    // One on each kept connection, more than the pool has, and a transaction.
    const first = await Promise.all([...Array.from({ length: 14 }, () => refusal(read)), refusal(write)]);
    expect(new Set(first.map(({ code }) => code))).toEqual(new Set(["UNAVAILABLE"]));
    // The first failure has begun a probe, which takes a second to fail.
    await refusal(read);
    const next = await refusal(read);
    expect(next).toMatchObject({ reason: "database.away" });
    expect(next.tookMs).toBeLessThan(100);
    expect((await status()).recordGap).toEqual(known.recordGap);
    server.thaw();
    expect(await answeredAfterMs(read)).toBeLessThan(3000);
    expect(await answeredAfterMs(write)).toBeLessThan(1000);
  });
});

describe("a database that ends every session", () => {
  it("is asked again on new connections", async () => {
    await Promise.all([read(), read()]);
    await server.asSuperuser(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'tests' and pid <> pg_backend_pid()",
    );
    expect(await answeredAfterMs(read)).toBeLessThan(2000);
  });
});

describe("a table that is locked", () => {
  it("makes only its own readers wait, and not for long", async () => {
    const holder = await server.session();
    await holder.query("begin; lock table offers in access exclusive mode");
    const [locked] = await Promise.all([refusal(read), db.feedGap.count(), write()]);
    expect(locked).toMatchObject({ code: "UNAVAILABLE", reason: "database.busy" });
    await holder.query("rollback");
    await holder.end();
    expect(await answeredAfterMs(read)).toBeLessThan(1000);
  });
});

describe("a pool whose connections are all in use", () => {
  it("refuses the next one with a time to come back", async () => {
    const busy = Array.from({ length: 10 }, () => refusal(() => db.$queryRaw`select pg_sleep(20)`));
    const waiting = await refusal(read);
    expect(waiting).toMatchObject({ code: "UNAVAILABLE", reason: "database.busy", after: 2 });
    for (const one of await Promise.all(busy)) expect(one.reason).toBe("database.busy");
    expect(await answeredAfterMs(read)).toBeLessThan(1000);
  });
});

describe("a database that is read-only", () => {
  it("refuses changes with a reason, keeps answering reads, and takes changes again without a restart", async () => {
    await server.asSuperuser("alter database tests set default_transaction_read_only = on");
    await server.asSuperuser(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'tests' and pid <> pg_backend_pid()",
    );
    await answeredAfterMs(read);
    expect(await refusal(write)).toMatchObject({ code: "UNAVAILABLE", reason: "database.refuses_changes" });
    await read();
    await server.asSuperuser("alter database tests reset default_transaction_read_only");
    await server.asSuperuser(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'tests' and pid <> pg_backend_pid()",
    );
    expect(await answeredAfterMs(write)).toBeLessThan(2000);
  });
});

const disk = mountSmallDisk();
if (disk === null) console.warn("left out: a full disk (this user cannot mount one)");
afterAll(() => disk?.unmount());

describe.skipIf(disk === null)("a database whose disk is full", () => {
  it("refuses changes with a reason, keeps answering reads, and takes changes again once there is room", async () => {
    const [row] = await server.asSuperuser("show data_directory");
    disk?.giveTo(String(row?.data_directory));
    await server.asSuperuser(`create tablespace small location '${disk?.folder}'`);
    await server.asSuperuser(
      "create table filler (text text) tablespace small; create table notes (text text) tablespace small; alter table notes alter text set storage plain; grant all on notes to public",
    );
    const note = () =>
      inTransaction(contextOf(db), (tx) => tx.db.$executeRaw`insert into notes values (repeat('x', 6000))`);
    await note();
    const filled = server.asSuperuser(
      "insert into filler select string_agg(md5(random()::text), '') from generate_series(1, 1000000) as n group by n % 5000",
    );
    await expect(filled).rejects.toMatchObject({ code: "53100" });
    await server.asSuperuser("vacuum filler").catch(() => undefined);
    const refused = await refusal(async () => {
      for (let times = 0; times < 5000; times += 1) await note();
    });
    expect(refused).toMatchObject({ code: "UNAVAILABLE", reason: "database.refuses_changes", after: 30 });
    expect(await db.$queryRaw`select count(*)::int as count from notes`).not.toEqual([{ count: 0 }]);
    await read();
    await server.asSuperuser("drop table filler");
    expect(await answeredAfterMs(note)).toBeLessThan(2000);
    await server.asSuperuser("drop table notes");
    await server.asSuperuser("drop tablespace small");
  });
});

describe("transactions that are in each other's way", () => {
  it("both take place: PostgreSQL gives one of them up, and it runs again", async () => {
    await server.asSuperuser(
      "create table pair (id int primary key, times int); grant all on pair to public",
    );
    await server.asSuperuser("insert into pair values (1, 0), (2, 0)");
    let runs = 0;
    const meet = meeting(2);
    const both = [
      [1, 2],
      [2, 1],
    ].map(([first, second]) =>
      inTransaction(contextOf(db), async (tx) => {
        runs += 1;
        await tx.db.$executeRaw`update pair set times = times + 1 where id = ${first}`;
        await meet();
        await tx.db.$executeRaw`update pair set times = times + 1 where id = ${second}`;
      }),
    );
    await Promise.all(both);
    expect(runs).toBe(3);
    expect(await server.asSuperuser("select times from pair order by id")).toEqual([
      { times: 2 },
      { times: 2 },
    ]);
  });
});

/** Resolves once so many have come; later ones pass. */
function meeting(expected: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come === expected) open();
    return all;
  };
}

/** A port that was free a moment ago. */
function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const address = listener.address();
      const port = typeof address === "object" && address ? address.port : 0;
      listener.close(() => resolve(port));
    });
  });
}
