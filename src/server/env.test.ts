import { describe, expect, it } from "vitest";
import { parseEnvironment } from "./env";

const least = { DATABASE_URL: "postgresql://u:secret@127.0.0.1:5432/app" };

describe("parseEnvironment", () => {
  it("needs nothing but a database", () => {
    expect(parseEnvironment(least)).toMatchObject({ MARKET: "real", PUBLIC_URL: "http://localhost:10355" });
  });

  it("takes an empty variable as unset", () => {
    expect(parseEnvironment({ ...least, REDIS_URL: "", LOG_LEVEL: "" })).toMatchObject({ LOG_LEVEL: "info" });
  });

  it("names every wrong variable and shows no value", () => {
    const wrong = { DATABASE_URL: "mysql://u:secret@h/db", REALTIME_PORT: "70000" };
    expect(() => parseEnvironment(wrong)).toThrow(/DATABASE_URL[\s\S]*REALTIME_PORT/);
    expect(() => parseEnvironment(wrong)).not.toThrow(/secret/);
  });

  it("refuses a simulated market without a simulator", () => {
    expect(() => parseEnvironment({ ...least, MARKET: "simulated" })).toThrow(/SIMULATOR_URL/);
  });
});
