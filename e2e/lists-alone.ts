import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { freePort } from "../scripts/processes/ports.mjs";

/** The web process alone, on the database of the site: no feed of the real market has ever answered there, so it shows the lists. */
export const listsAlone = test.extend<object, { listsUrl: string }>({
  listsUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see what a fixture needs.
    async ({}, use) => {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const web = startWeb(port, url);
      try {
        await expect
          .poll(() => isReady(url), { timeout: 60_000, message: "the web process has its market" })
          .toBe(true);
        await use(url);
      } finally {
        web.kill("SIGTERM");
      }
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

function startWeb(port: number, url: string): ChildProcess {
  const distFolder = [".next-test", ".next"].find((folder) => existsSync(`${folder}/BUILD_ID`));
  if (distFolder === undefined) throw new Error("there is no build");
  return spawn(process.execPath, ["scripts/processes/web.mjs", "start", String(port)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      MARKET: "real",
      SIMULATOR_URL: undefined,
      PUBLIC_URL: url,
      NEXT_DIST_DIR: distFolder,
      LOG_LEVEL: "error",
    },
  });
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v2/offers?limit=1`).catch(() => null);
  return answer?.ok ?? false;
}
