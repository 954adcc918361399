import { type ChildProcess, spawn } from "node:child_process";
import { expect, it } from "vitest";
import { root } from "../prepare/environment.mjs";
import { identify } from "./process-identity.mjs";

/** A run that starts a child and then ends as the actions say. */
const source = (actions: string) => `
  import { spawn } from "node:child_process";
  import { launch } from "./scripts/processes/children.mjs";
  import { atEnd, runToEnd } from "./scripts/processes/shutdown.mjs";
  runToEnd(async () => {
    const child = launch(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.send('up')"], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    child.once("message", () => process.send(child.pid));
    ${actions}
    return new Promise(() => {});
  }, { endWithinMs: 300 });`;

it("ends in time although an action hangs, and leaves no child behind", async () => {
  const { run, childId } = await start("atEnd(() => new Promise(() => {}));");
  run.kill("SIGTERM");
  expect(await codeOf(run)).toBe(1);
  await expect.poll(() => identify(childId)).toBeNull();
});

it("runs the actions in reverse order, also after one that fails", async () => {
  const { run, text } = await start(
    `atEnd(() => console.log("first"));
     atEnd(() => { throw new Error("cannot stop"); });
     atEnd(() => console.log("last"));
     atEnd(() => child.kill("SIGKILL"));`,
  );
  run.kill("SIGINT");
  expect(await codeOf(run)).toBe(1);
  expect(text().replace(/^\[.*\n/gm, "")).toBe("last\nfirst\n");
});

async function start(actions: string) {
  const run = spawn(process.execPath, ["--input-type=module", "-e", source(actions)], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  run.stdout?.on("data", (part) => {
    output += part;
  });
  const childId = await new Promise<number>((resolve, reject) => {
    run.once("message", (message) => resolve(Number(message)));
    run.once("exit", () => reject(new Error("the run ended")));
  });
  return { run, childId, text: () => output };
}

function codeOf(run: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => run.once("close", (code) => resolve(code)));
}
