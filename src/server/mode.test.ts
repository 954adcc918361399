import { afterEach, describe, expect, it, vi } from "vitest";
import { byMarket, market, pinnedBy, polledSource, simulatorUrl } from "./mode";
import { startAs } from "./settings";

/** Settings are read once after `startAs`. */
function given(settings: Record<string, string>): void {
  vi.stubEnv("DATABASE_URL", "postgresql://u@127.0.0.1:5432/app");
  for (const name of ["MARKET", "SIMULATOR_URL", "PLATFORM_MODE"]) vi.stubEnv(name, settings[name] ?? "");
  startAs("workers");
}

afterEach(() => vi.unstubAllEnvs());

describe("the market", () => {
  it("is real unless it is set to be simulated", () => {
    given({});
    expect([market(), polledSource(), byMarket({ real: 1, simulated: 2 })]).toEqual(["real", "live", 1]);
    expect(simulatorUrl("vultr")).toBeNull();
  });

  it("when simulated has its own source, and its simulator replaces every provider", () => {
    given({ MARKET: "simulated", SIMULATOR_URL: "http://127.0.0.1:9" });
    const answers = [market(), polledSource(), byMarket({ real: 1, simulated: 2 })];
    expect(answers).toEqual(["simulated", "simulated", 2]);
    expect(simulatorUrl("vultr")).toBe("http://127.0.0.1:9/vultr");
  });
});

it.each([
  [{}, null],
  [{ PLATFORM_MODE: "sandbox" }, "PLATFORM_MODE=sandbox"],
  [{ MARKET: "simulated", SIMULATOR_URL: "http://127.0.0.1:9" }, "MARKET=simulated"],
])("%o pins the platform to the sandbox and is reported as %s", (settings, pin) => {
  given(settings);
  expect(pinnedBy()).toBe(pin);
});
