import { afterEach, expect, it, vi } from "vitest";
import { startAs } from "@/server/settings";
import { pollEveryMs } from "./poll-every";

afterEach(() => vi.unstubAllEnvs());

function given(settings: Record<string, string>): void {
  vi.stubEnv("DATABASE_URL", "postgresql://u@127.0.0.1:5432/app");
  for (const name of ["MARKET", "SIMULATOR_URL"]) vi.stubEnv(name, settings[name] ?? "");
  startAs("workers");
}

it("is the provider's own interval in the real market, and seconds in the simulated one", () => {
  given({});
  expect(pollEveryMs({ pollEverySeconds: 120 })).toBe(120_000);
  given({ MARKET: "simulated", SIMULATOR_URL: "http://127.0.0.1:9" });
  expect(pollEveryMs({ pollEverySeconds: 120 })).toBe(7000);
  expect(pollEveryMs({ pollEverySeconds: 120 }, 50)).toBe(50);
});
