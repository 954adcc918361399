import { expect, test } from "vitest";
import { createFairQueue } from "./fair-queue";

const limits = { active: 2, activePerAddress: 2, activePerBusyAddress: 1, waiting: 4, waitMs: 60_000 };

const forever = () => new AbortController().signal;

/** A queue under a clock of its own, which notes the order of turns. */
function setUp(more: Partial<typeof limits> = {}) {
  let nowMs = 0;
  const queue = createFairQueue({ ...limits, ...more }, () => nowMs);
  const turns: string[] = [];
  const leaves: (() => void)[] = [];
  const refused: string[] = [];
  function enter(key: string, signal = forever(), network: string | null = null): void {
    queue.enter({ key, network }, signal).then(
      (leave) => {
        turns.push(key);
        leaves.push(leave);
      },
      (refusal) => refused.push(`${key} ${refusal.status}`),
    );
  }
  const pass = (ms: number) => {
    nowMs += ms;
  };
  async function leave(afterMs = 100): Promise<void> {
    nowMs += afterMs;
    leaves.shift()?.();
    await Promise.resolve();
  }
  return {
    queue,
    enter,
    leave,
    pass,
    turns,
    refused,
    settle: () => new Promise((done) => setImmediate(done)),
  };
}

test("who comes new is next, however many wait from another address", async () => {
  const { enter, leave, turns, settle } = setUp();
  for (let place = 0; place < 5; place++) enter("flood");
  await settle();
  await leave();
  await leave();
  enter("new");
  await leave();
  await settle();
  expect(turns).toEqual(["flood", "flood", "flood", "flood", "new"]);
});

test("an address that keeps the upstream busy gets one turn at a time, until it has rested", async () => {
  const { enter, leave, pass, turns, settle, queue } = setUp();
  enter("busy");
  await settle();
  await leave(3_000);
  enter("busy");
  enter("busy");
  await settle();
  expect(queue.load()).toMatchObject({ active: 1, waiting: 1 });
  await leave(0);
  await settle();
  await leave(0);
  pass(60_000);
  enter("busy");
  enter("busy");
  await settle();
  expect(queue.load()).toMatchObject({ active: 2, waiting: 0 });
  expect(turns).toHaveLength(5);
});

test("a full queue gives the place of whoever waits most to a newcomer, and refuses the flood itself", async () => {
  const { enter, refused, settle, queue } = setUp();
  for (let place = 0; place < 7; place++) enter("flood");
  await settle();
  expect(refused).toEqual(["flood 503"]);
  enter("new");
  await settle();
  expect(refused).toEqual(["flood 503", "flood 503"]);
  expect(queue.load().waiting).toBe(4);
});

test("a wait that takes too long ends with 503", async () => {
  const { enter, refused, queue } = setUp({ waitMs: 5 });
  for (let place = 0; place < 3; place++) enter("one");
  await expect.poll(() => refused).toEqual(["one 503"]);
  expect(queue.load().waiting).toBe(0);
});

test("a client that leaves gives its place up, and a turn ends only once", async () => {
  const { enter, leave, refused, settle, queue } = setUp();
  const gone = new AbortController();
  enter("one");
  enter("one");
  enter("two", gone.signal);
  gone.abort();
  await settle();
  expect(refused).toEqual(["two 499"]);
  expect(queue.load()).toMatchObject({ active: 2, waiting: 0 });
  const turn = await createFairQueue(limits).enter({ key: "x", network: null }, forever());
  turn();
  turn();
  await leave();
  expect(queue.load().active).toBe(1);
});

test("a network whose every request has another address waits for itself", async () => {
  const { enter, leave, turns, settle } = setUp({ active: 1, waiting: 100 });
  enter("visitor");
  await settle();
  await leave(1_000);
  for (let place = 0; place < 50; place++) enter(`flood ${place}`, forever(), "flood");
  enter("visitor");
  await settle();
  await leave(2_000);
  await settle();
  expect(turns).toEqual(["visitor", "flood 0", "visitor"]);
});

test("a full queue takes the place for a newcomer from the network that waits most", async () => {
  const { enter, refused, settle } = setUp({ active: 1 });
  enter("first");
  enter("visitor");
  for (let place = 0; place < 3; place++) enter(`flood ${place}`, forever(), "flood");
  await settle();
  enter("flood 3", forever(), "flood");
  enter("new");
  await settle();
  expect(refused).toEqual(["flood 3 503", "flood 0 503"]);
});
