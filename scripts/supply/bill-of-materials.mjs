// The software bill of materials: every package of the product on any platform, with its licence, in CycloneDX.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { dataFolder, PlainError, root } from "../prepare/environment.mjs";
import { systemVariables } from "../prepare/process-environment.mjs";
import { copiesIn } from "./check-floors.mjs";
import { problemWithLicense } from "./licenses.mjs";

export const billFile = path.join(dataFolder, "sbom.cdx.json");

/** Writes the bill. @returns { packages, problems } the number of packages, and a sentence for each that is missing or not acceptable. */
export function writeBill() {
  const bill = productOnly(makeBill(), readLock());
  fs.mkdirSync(path.dirname(billFile), { recursive: true });
  fs.writeFileSync(billFile, `${JSON.stringify(bill, null, 2)}\n`);
  return { packages: bill.components.length, problems: checkBill(bill, readLock()) };
}

/** `npm sbom --omit=dev` leaves out packages that a tool needs too, such as zod, so the whole is asked for. */
function makeBill() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx", "--sbom-type=application"];
  const options = { cwd: root, encoding: "utf8", env: systemVariables(process.env), maxBuffer: 64_000_000 };
  const { status, stdout, stderr } = spawnSync(npm, args, options);
  if (status !== 0) throw new PlainError(`npm sbom failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Without the packages that only development needs. */
export function productOnly(bill, lock) {
  const wanted = new Set([...productPackages(lock), bill.metadata.component["bom-ref"]]);
  return {
    ...bill,
    components: bill.components.filter((component) => wanted.has(component["bom-ref"])),
    dependencies: bill.dependencies
      .filter(({ ref }) => wanted.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => wanted.has(one)) })),
  };
}

/** @returns a sentence for each package that the bill misses, and for each whose licence is unknown or not acceptable. */
export function checkBill({ components }, lock) {
  const listed = new Set(components.map((component) => component["bom-ref"]));
  const missing = productPackages(lock).filter((one) => !listed.has(one));
  return [
    ...missing.map((one) => `${one} is not in the bill of materials`),
    ...components.flatMap((component) => problemWithLicense(component) ?? []),
  ];
}

function productPackages(lock) {
  const product = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
  return copiesIn({ packages: Object.fromEntries(product) }).map(({ name, version }) => `${name}@${version}`);
}

function readLock() {
  return JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8"));
}
