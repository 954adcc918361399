// npm run floors: fails if a package is older than the version that mends a known fault.
// npm run sbom: writes the software bill of materials to .data/sbom.cdx.json, and fails if a package is missing from it or has no
// acceptable licence.
import { PlainError } from "./prepare/environment.mjs";
import { checkFloors } from "./supply/check-floors.mjs";

const commands = {
  floors: async () => checkFloors(),
  sbom: async () => {
    const { billFile, writeBill } = await import("./supply/bill-of-materials.mjs");
    const { packages, problems } = writeBill();
    console.log(`${packages} packages: ${billFile}`);
    return problems;
  },
};

try {
  const command = commands[process.argv[2]];
  if (command === undefined)
    throw new PlainError(`Usage: node scripts/supply.mjs ${Object.keys(commands).join(" | ")}`);
  const problems = await command();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
