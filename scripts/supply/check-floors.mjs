// Compares every copy of a package, in the lock files and as installed, with the table of floors.
import fs from "node:fs";
import path from "node:path";
import { root } from "../prepare/environment.mjs";
import { floors } from "./floors.mjs";

/** Lock files, and npm's own record of what it has installed. A folder that was never installed has no record. */
const places = [
  "package-lock.json",
  "node_modules/.package-lock.json",
  ...["clickhouse", "node"].flatMap((name) => [
    `infrastructure/${name}/package-lock.json`,
    `infrastructure/${name}/node_modules/.package-lock.json`,
  ]),
];

/** @returns a sentence for each copy that is older than its floor. */
export function checkFloors(folder = root) {
  const locks = places.filter((place) => fs.existsSync(path.join(folder, place)));
  if (!locks.includes("package-lock.json")) throw new Error("there is no package-lock.json to check");
  return locks.flatMap((place) => {
    const lock = JSON.parse(fs.readFileSync(path.join(folder, place), "utf8"));
    return copiesIn(lock).flatMap((copy) => problemsOf(copy).map((problem) => `${place}: ${problem}`));
  });
}

/** Every copy of every package: { name, version, at }. A copy under an alias counts under its own name. */
export function copiesIn({ packages }) {
  return Object.entries(packages)
    .filter(([at, { version }]) => at.includes("node_modules/") && version !== undefined)
    .map(([at, { name, version }]) => ({ name: name ?? at.split("node_modules/").at(-1), version, at }));
}

function problemsOf({ name, version, at }) {
  return floors
    .filter((row) => row.packages.some((pattern) => matches(pattern, name)) && !reaches(version, row.floors))
    .map(
      ({ advisories, what, floors: needed }) =>
        `${name} ${version} at ${at} is older than ${needed.join(" / ")} (${advisories}: ${what}). Install a newer one.`,
    );
}

function matches(pattern, name) {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/**
 * Whether a version has the mend: it is on the release line (major.minor) of a floor and not older than it, or it is newer than
 * all of them. A line between two floors has no mend.
 */
export function reaches(version, needed) {
  const own = parse(version);
  const sorted = needed.map(parse).sort(compare);
  if (compare(own, sorted.at(-1)) >= 0) return true;
  return sorted.some((floor) => isSameLine(own, floor) && compare(own, floor) >= 0);
}

function isSameLine({ numbers: [major, minor] }, { numbers: [otherMajor, otherMinor] }) {
  return major === otherMajor && minor === otherMinor;
}

function parse(version) {
  const found = /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/.exec(version);
  if (found === null) throw new Error(`"${version}" is not a version`);
  return { numbers: found.slice(1, 4).map(Number), before: found[4]?.split(".") ?? null };
}

/** By the order of semver 2.0: a version before a release is older than the release. */
function compare(one, other) {
  const position = one.numbers.findIndex((number, index) => number !== other.numbers[index]);
  if (position !== -1) return one.numbers[position] - other.numbers[position];
  if (one.before === null || other.before === null)
    return Number(one.before === null) - Number(other.before === null);
  return compareBefore(one.before, other.before);
}

function compareBefore(one, other) {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [one[index], other[index]];
    if (a === b) continue;
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumberA && isNumberB) return Number(a) - Number(b);
    if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return 0;
}
