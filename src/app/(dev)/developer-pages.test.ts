import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function extensionsWith(env: { NODE_ENV: string; NEXT_DIST_DIR?: string }) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return (await import("../../../next.config")).default.pageExtensions;
}

describe("pages for developers", () => {
  it("are absent from a production build", async () => {
    expect(await extensionsWith({ NODE_ENV: "production", NEXT_DIST_DIR: ".next" })).toEqual(["ts", "tsx"]);
  });

  it("are present in development and in the build of the browser tests", async () => {
    expect(await extensionsWith({ NODE_ENV: "development" })).toContain("dev.tsx");
    vi.resetModules();
    expect(await extensionsWith({ NODE_ENV: "production", NEXT_DIST_DIR: ".next-test" })).toContain(
      "dev.tsx",
    );
  });
});
