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
  it("is sandbox until staff says otherwise", async () => {
    expect(await mode(base)).toBe("sandbox");
  });

  it("becomes live and sandbox again, each time with who did it and why", async () => {
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

  it("leaves no trace where it is so already", async () => {
    const ctx = as(superadmin);
    await setMode(ctx, { mode: "sandbox" });
    expect(await entriesOf(ctx)).toEqual([]);
  });

  it("is switched by one of two who switch at once, and audited once", async () => {
    const both = [as(superadmin), as(superadmin)];
    await Promise.all(both.map((ctx) => setMode(ctx, { mode: "live" })));
    expect((await Promise.all(both.map(entriesOf))).flat()).toHaveLength(1);
  });

  it.each<[string, Actor, string]>([
    ["an operator", { ...staff, role: "operator" }, "FORBIDDEN"],
    ["staff without a reason", { ...superadmin, reason: " " }, "FORBIDDEN"],
    ["a job", { type: "system", job: "test", organizationId: null }, "FORBIDDEN"],
    ["a visitor", { type: "anonymous", address: null }, "UNAUTHENTICATED"],
  ])("is not for %s to switch", async (_who, actor, code) => {
    const ctx = as(actor);
    await expect(setMode(ctx, { mode: "live" })).rejects.toMatchObject({ code });
    expect(await mode(base)).toBe("sandbox");
    expect(await entriesOf(ctx)).toEqual([]);
  });

  it("is one row: the database takes no second", async () => {
    await expect(base.db.platformMode.create({ data: { id: 2, changedAt: now } })).rejects.toThrow(
      /platform_mode_one_row/,
    );
  });
});

describe.each<Record<string, string>>([
  { PLATFORM_MODE: "sandbox" },
  { MARKET: "simulated", SIMULATOR_URL: "http://127.0.0.1:9" },
])("a platform with %o", (settings) => {
  it("stays in the sandbox, whatever staff has said before", async () => {
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
