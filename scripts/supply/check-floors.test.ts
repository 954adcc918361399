import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkFloors, reaches } from "./check-floors.mjs";
import { floors } from "./floors.mjs";

type Packages = Record<string, { version: string; name?: string }>;

/** A checkout with these lock files, and nothing else. */
function checkout(locks: Record<string, Packages>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "floors-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  for (const [place, packages] of Object.entries(locks)) {
    fs.mkdirSync(path.dirname(path.join(folder, place)), { recursive: true });
    fs.writeFileSync(path.join(folder, place), JSON.stringify({ packages }));
  }
  return folder;
}

const good = { "node_modules/next": { version: "16.4.6" } };

describe("checkFloors", () => {
  it("accepts what is locked and installed here", () => {
    expect(checkFloors()).toEqual([]);
  });

  it.each([
    ["next", "16.4.0"],
    ["next", "16.3.9"],
    ["next", "15.5.21"],
    ["react-server-dom-webpack", "19.2.8"],
    ["react-server-dom-turbopack", "19.3.0"],
    ["react-server-dom-parcel", "19.1.9"],
    ["next-auth", "4.24.14"],
    ["next-auth", "5.0.0-beta.31"],
    ["@auth/core", "0.41.2"],
    ["nodemailer", "7.0.6"],
  ])(
    "refuses %s %s wherever it is: at the top, below another package, installed, or under an alias",
    (name, version) => {
      const places: Packages[] = [
        { [`node_modules/${name}`]: { version } },
        { [`node_modules/a/node_modules/@b/c/node_modules/${name}`]: { version } },
        { "node_modules/alias": { version, name } },
      ];
      for (const planted of places) {
        const locked = checkFloors(checkout({ "package-lock.json": { ...good, ...planted } }));
        expect(locked.length).toBeGreaterThan(0);
        expect(locked[0]).toContain(`package-lock.json: ${name} ${version} at node_modules/`);
        const installed = { "package-lock.json": {}, "node_modules/.package-lock.json": planted };
        expect(checkFloors(checkout(installed)).length).toBeGreaterThan(0);
        const aside = { "package-lock.json": {}, "infrastructure/node/package-lock.json": planted };
        expect(checkFloors(checkout(aside)).length).toBeGreaterThan(0);
      }
    },
  );

  it("names the advisory, the fault and the way out", () => {
    const [problem] = checkFloors(
      checkout({ "package-lock.json": { "node_modules/nodemailer": { version: "6.9.0" } } }),
    );
    expect(problem).toBe(
      "package-lock.json: nodemailer 6.9.0 at node_modules/nodemailer is older than 7.0.7 (GHSA-5jpx-9hw9-2fx4: the address parser behind it). Install a newer one.",
    );
  });

  it("accepts every floor itself, and refuses a checkout without a lock file", () => {
    for (const { floors: needed } of floors)
      for (const floor of needed) expect(reaches(floor, needed)).toBe(true);
    expect(() => checkFloors(checkout({}))).toThrow("no package-lock.json");
  });
});

describe("reaches", () => {
  it.each([
    ["16.2.11", ["15.5.21", "16.2.11"], true],
    ["16.2.10", ["15.5.21", "16.2.11"], false],
    ["15.5.22", ["15.5.21", "16.2.11"], true],
    ["15.6.0", ["15.5.21", "16.2.11"], false],
    ["16.10.0", ["16.2.11"], true],
    ["16.4.1-canary.3", ["16.4.1"], false],
    ["16.4.2-canary.0", ["16.4.1"], true],
    ["5.0.0-beta.9", ["5.0.0-beta.32"], false],
    ["5.0.0-beta.100", ["5.0.0-beta.32"], true],
    ["5.0.0", ["5.0.0-beta.32"], true],
    ["19.3.1+build.5", ["19.3.1"], true],
  ])("%s with the floors %j: %s", (version, needed, expected) => {
    expect(reaches(version, needed)).toBe(expected);
  });

  it("throws for what is no version, which would otherwise pass or fail by chance", () => {
    expect(() => reaches("latest", ["1.0.0"])).toThrow('"latest" is not a version');
  });
});
