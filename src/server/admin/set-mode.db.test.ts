import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/domain/actor";
import { newId } from "@/server/context";
import { emptyMarket, type TestContext } from "@/server/database.double";
import { mode } from "@/server/mode";
import { startAs } from "@/server/settings";
import { setMode } from "./set-mode";

const now = new Date("2026-11-29T10:00:00.000Z");
const staff = { type: "staff", userId: "usr_1", organizationId: null, reason: "launch day" } as const;
const superadmin: Actor = { ...staff, role: "superadmin" };

let base: TestContext;

beforeAll(async () => {
  base = (await emptyMarket())(now);
});
beforeEach(() => given({}));
afterEach(async () => {
  vi.unstubAllEnvs();
  await base.db.platformMode.updateMany({ data: { mode: "sandbox" } });
});

/** Settings are read once after `startAs`. */
function given(settings: Record<string, string>): void {
  for (const name of ["MARKET", "SIMULATOR_URL", "PLATFORM_MODE"]) vi.stubEnv(name, settings[name] ?? "");
  startAs("web", "workers");
}

function as(actor: Actor): TestContext {
  return { ...base, actor, requestId: newId("req", now) };
}

const entriesOf = ({ db, requestId }: TestContext) => db.auditEntry.findMany({ where: { requestId } });

describe("the mode", () => {
  it("is sandbox until staff change it", async () => {
    expect(await mode(base)).toBe("sandbox");
  });

  it("switches to live and back, and records who did it and why each time", async () => {
    const ctx = as(superadmin);
    await setMode(ctx, { mode: "live" });
    expect(await mode(base)).toBe("live");
    expect(await entriesOf(ctx)).toMatchObject([
      {
        actor: { type: "staff", userId: "usr_1", role: "superadmin" },
        action: "platform.set_mode",
        objectType: "platform",
        objectId: "mode",
        before: { mode: "sandbox" },
        after: { mode: "live" },
        reason: "launch day",
      },
    ]);
    await setMode(as({ ...superadmin, reason: "an outage" }), { mode: "sandbox" });
    expect(await mode(base)).toBe("sandbox");
    expect(await base.db.platformMode.findMany()).toEqual([{ id: 1, mode: "sandbox", changedAt: now }]);
  });

  it("records nothing when it is already in that mode", async () => {
    const ctx = as(superadmin);
    await setMode(ctx, { mode: "sandbox" });
    expect(await entriesOf(ctx)).toEqual([]);
  });

  it("is switched and audited once when two requests arrive at the same time", async () => {
    const both = [as(superadmin), as(superadmin)];
    await Promise.all(both.map((ctx) => setMode(ctx, { mode: "live" })));
    expect((await Promise.all(both.map(entriesOf))).flat()).toHaveLength(1);
  });

  it.each<[string, Actor, string]>([
    ["an operator", { ...staff, role: "operator" }, "FORBIDDEN"],
    ["staff without a reason", { ...superadmin, reason: " " }, "FORBIDDEN"],
    ["a job", { type: "system", job: "test", organizationId: null }, "FORBIDDEN"],
    ["a visitor", { type: "anonymous", address: null }, "UNAUTHENTICATED"],
  ])("cannot be switched by %s", async (_who, actor, code) => {
    const ctx = as(actor);
    await expect(setMode(ctx, { mode: "live" })).rejects.toMatchObject({ code });
    expect(await mode(base)).toBe("sandbox");
    expect(await entriesOf(ctx)).toEqual([]);
  });

  it("is one row: the database refuses a second one", async () => {
    await expect(base.db.platformMode.create({ data: { id: 2, changedAt: now } })).rejects.toThrow(
      /platform_mode_one_row/,
    );
  });
});

describe.each<Record<string, string>>([
  { PLATFORM_MODE: "sandbox" },
  { MARKET: "simulated", SIMULATOR_URL: "http://127.0.0.1:9" },
])("a platform with %o", (settings) => {
  it("stays in the sandbox, whatever staff chose before", async () => {
    await setMode(as(superadmin), { mode: "live" });
    given(settings);
    expect(await mode(base)).toBe("sandbox");
  });

  it("refuses to go live and names the setting", async () => {
    given(settings);
    const ctx = as(superadmin);
    const [name] = Object.keys(settings);
    await expect(setMode(ctx, { mode: "live" })).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
      reason: {
        code: "platform.pinned_to_sandbox",
        parameters: { setting: expect.stringContaining(`${name}=`) },
      },
    });
    expect(await entriesOf(ctx)).toEqual([]);
    await expect(setMode(ctx, { mode: "sandbox" })).resolves.toBeUndefined();
  });
});
