import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { firstScript } from "./first-script";

const key = "ssh-ed25519 AAAA it's; touch $HOME/made && rm -rf /nowhere `id`";

function run(script: string): { home: string; printed: string } {
  const home = mkdtempSync(path.join(tmpdir(), "first-script-"));
  // The test must not write to other home directories, so it redirects them to a path that does not exist.
  const own = script.replaceAll("/home/*", '"$HOME"/nobody/*');
  const printed = execFileSync("/bin/sh", ["-eu", "-c", own], {
    env: { ...process.env, HOME: home },
  }).toString();
  return { home, printed };
}

it("installs the key unchanged, and then runs the script under its own shell", () => {
  const script = firstScript({ sshPublicKey: key, startScript: "#!/bin/bash -eu\necho ready\n" }) ?? "";
  expect(script).toMatch(/^#!\/bin\/bash -eu\nfor home in /);
  const { home, printed } = run(script);
  expect(readFileSync(path.join(home, ".ssh/authorized_keys"), "utf8")).toBe(`${key}\n`);
  expect(printed).toBe("ready\n");
  rmSync(home, { recursive: true });
});

it.each([
  [null, /^#!\/bin\/sh\nfor home in .*; done\n$/],
  ["echo ready", /^#!\/bin\/sh\nfor home in .*; done\necho ready$/],
])("is a script of the plain shell if the order has %j", (startScript, expected) => {
  expect(firstScript({ sshPublicKey: "ssh-ed25519 AAAA me", startScript })).toMatch(expected);
});

it.each([null, "#!/bin/sh\necho ready"])("without a key is the script as it is: %j", (startScript) => {
  expect(firstScript({ sshPublicKey: null, startScript })).toBe(startScript);
});
