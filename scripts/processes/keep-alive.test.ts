import fs from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isReported, retryDelayMs } from "./back-off.mjs";
import { startInOrder } from "./in-order.mjs";
import { keepAlive } from "./keep-alive.mjs";
import { freePort } from "./ports.mjs";

const recoverWithinMs = 10_000;
/** Questions often enough that a process that hangs is noticed within a second. Only tests of that do not wait for answers. */
const patient = { askEveryMs: 50, readyEveryMs: 20 };
const impatient = { ...patient, answerMs: 250, missedAnswers: 3 };

let folder = "";
let said: ReturnType<typeof listenToProgress>;
const undo: (() => unknown)[] = [];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "keep-alive-"));
  said = listenToProgress();
});
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("a service", { timeout: 30_000 }, () => {
  it("that is killed is ready again within ten seconds, however often", async () => {
    const { settled } = keep(await httpService());
    expect(await settled).toBe(true);
    for (let round = 0; round < 3; round++) {
      const pid = await pidAfter(round);
      const begin = performance.now();
      process.kill(pid, "SIGKILL");
      await said.next("fake was killed (SIGKILL)");
      await said.next("fake is ready again");
      expect(performance.now() - begin).toBeLessThan(recoverWithinMs);
    }
  });

  it("that is stopped by SIGSTOP is noticed, told and replaced", async () => {
    const { settled } = keep(await httpService(), impatient);
    await settled;
    process.kill(await pidAfter(0), "SIGSTOP");
    await said.next("fake did not answer any more and was killed");
    await said.next("fake is ready again");
  });

  it("whose event loop is blocked is replaced, also without a health URL", async () => {
    const blocks = `process.on("message", (m) => process.send("alive"));
      process.send("ready");
      if (!fs.existsSync(once)) { fs.writeFileSync(once, ""); setTimeout(() => { for (;;); }, 300); }`;
    const { settled } = keep(script(blocks), impatient);
    expect(await settled).toBe(true);
    await said.next("fake did not answer any more and was killed");
    await said.next("fake is ready again");
  });

  it("that answers but is not ready, as without its database, is left alone", async () => {
    const port = await freePort();
    const counts = `let asked = 0;
      require("node:http").createServer((request, response) => {
        const isAlive = request.url === "/alive";
        if (isAlive && ++asked > 20) console.log("asked 20 times");
        response.writeHead(isAlive ? 200 : 503).end();
      }).listen(${port}, "127.0.0.1");`;
    const url = `http://127.0.0.1:${port}`;
    keep({ ...script(counts), healthUrl: `${url}/ready`, aliveUrl: `${url}/alive` });
    await said.next("asked 20 times");
    expect(await starts()).toHaveLength(1);
  });

  it("that answers nothing while it starts is not taken for one that hangs when it is ready", async () => {
    const port = await freePort();
    const startsSlowly = `let asked = 0, held = null;
      require("node:http").createServer((request, response) => {
        if (request.url === "/ready") {
          response.writeHead(held ? 200 : 503).end();
          if (held) setTimeout(() => held.destroy(), 100);
        } else if (++asked < 6) response.destroy();
        else if (asked === 6) held = response;
        else { response.end(); if (asked === 9) console.log("asked enough"); }
      }).listen(${port}, "127.0.0.1");`;
    const url = `http://127.0.0.1:${port}`;
    keep({ ...script(startsSlowly), healthUrl: `${url}/ready`, aliveUrl: `${url}/alive` });
    await said.next("fake is ready");
    await said.next("asked enough");
    expect(await starts()).toHaveLength(1);
  });

  it("that always exits is told to a newcomer, kept on being started, and runs once its cause is gone", async () => {
    const { settled } = keep(script(`if (!fs.existsSync(once)) throw new Error("no such file"); ${answers}`));
    expect(await settled).toBe(false);
    await said.next("no such file");
    await said.next("fake does not start");
    fs.writeFileSync(path.join(folder, "once"), "");
    await said.next("fake is ready again");
    expect((await starts()).length).toBeGreaterThan(3);
  });

  it("ends within its time when it ignores SIGTERM, and is not started again", async () => {
    const one = keep({ ...script(`process.on("SIGTERM", () => {}); ${answers}`), stopWithinMs: 200 });
    await one.settled;
    const pid = await pidAfter(0);
    const begin = performance.now();
    await one.stop();
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(() => process.kill(pid, 0)).toThrow();
    expect(await starts()).toHaveLength(1);
  });

  it("that waits to be started again can be stopped meanwhile", async () => {
    const one = keep(script("process.exit(3)"));
    await said.next("starting it again");
    await one.stop();
    const before = (await starts()).length;
    await one.settled;
    expect(await starts()).toHaveLength(before);
  });

  it("that cannot be started at all counts as one that exits", async () => {
    const { settled } = keep({ ...script(""), args: ["\0"] });
    await said.next("fake could not be started (ERR_INVALID_ARG_VALUE)");
    expect(await settled).toBe(false);
  });
});

describe("services", { timeout: 30_000 }, () => {
  it("start after those that they need and stop before them, and one that fails ends none of the others", async () => {
    const log = path.join(folder, "order");
    const note = (what: string) => `fs.appendFileSync(${JSON.stringify(log)}, "${what} ");`;
    const noted = (name: string) => ({
      ...script(
        `${note(`+${name}`)} process.on("SIGTERM", () => { ${note(`-${name}`)} process.exit(0); }); ${answers}`,
      ),
      name,
    });
    const failing = { ...script("process.exit(1)"), name: "failing" };
    const services = [noted("first"), failing, { ...noted("second"), needs: ["first", "failing"] }];
    let stop: () => unknown = () => {};
    const late = await startInOrder(services, (action: () => unknown) => {
      stop = action;
      undo.push(action);
    });
    expect(late).toEqual(["failing"]);
    await stop();
    expect(await readFile(log, "utf8")).toBe("+first +second -second -first ");
  });

  it("that they only use are not waited for, and stop after them", async () => {
    const log = path.join(folder, "order");
    const note = (what: string) => `fs.appendFileSync(${JSON.stringify(log)}, "${what} ");`;
    // Is ready only once the user runs.
    const used = `const timer = setInterval(() => {
      if (!fs.existsSync(${JSON.stringify(log)})) return;
      clearInterval(timer); ${note("+used")} ${answers}
    }, 20); process.on("SIGTERM", () => { ${note("-used")} process.exit(0); });`;
    const user = `${note("+user")} process.on("SIGTERM", () => { ${note("-user")} process.exit(0); }); ${answers}`;
    const services = [
      { ...script(used), name: "used" },
      { ...script(user), name: "user", uses: ["used"] },
    ];
    let stop: () => unknown = () => {};
    const late = await startInOrder(services, (action: () => unknown) => {
      stop = action;
      undo.push(action);
    });
    expect(late).toEqual([]);
    await stop();
    expect(await readFile(log, "utf8")).toBe("+user +used -user -used ");
  });
});

describe("back-off", () => {
  it("doubles from a quarter of a second to ten seconds and stays there", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1_000].map(retryDelayMs)).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
  });

  it("is told the first times, and then less and less often", () => {
    const told = Array.from({ length: 100 }, (_, index) => index + 1).filter(isReported);
    expect(told).toEqual([1, 2, 3, 4, 8, 16, 32, 64]);
  });
});

const answers = `process.on("message", () => process.send("alive")); process.send("ready");`;

/** A Node process that notes its id and then runs the source text. It ends with its launcher. */
function script(source: string) {
  const preamble = `const fs = require("node:fs");
    const once = ${JSON.stringify(path.join(folder, "once"))};
    fs.appendFileSync(${JSON.stringify(path.join(folder, "starts"))}, process.pid + "\\n");
    process.on("disconnect", () => process.exit(0));\n`;
  return { name: "fake", args: ["-e", preamble + source], env: process.env, stopWithinMs: 2_000 };
}

async function httpService() {
  const port = await freePort();
  const source = `require("node:http").createServer((_, response) => response.end()).listen(${port}, "127.0.0.1");`;
  return { ...script(source), healthUrl: `http://127.0.0.1:${port}/` };
}

function keep(service: Parameters<typeof keepAlive>[0], limits: object = patient) {
  const kept = keepAlive(service, limits);
  undo.push(kept.stop);
  return kept;
}

async function starts(): Promise<number[]> {
  const text = await readFile(path.join(folder, "starts"), "utf8").catch(() => "");
  return text.split("\n").filter(Boolean).map(Number);
}

async function pidAfter(restarts: number): Promise<number> {
  return await vi.waitUntil(async () => (await starts())[restarts], { timeout: 5_000 });
}

/** The lines on the terminal. `next` resolves at the first line with the text that no earlier call has returned. */
function listenToProgress() {
  const lines: string[] = [];
  let read = 0;
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  return {
    next: (text: string) =>
      vi.waitUntil(
        () => {
          const found = lines.findIndex((line, index) => index >= read && line.includes(text));
          if (found < 0) return false;
          read = found + 1;
          return true;
        },
        { timeout: recoverWithinMs, interval: 10 },
      ),
  };
}
