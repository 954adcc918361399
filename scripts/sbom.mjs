// npm run sbom: writes the software bill of materials to .data/sbom.cdx.json, and fails if a package or an acceptable licence is missing.
import { PlainError } from "./prepare/environment.mjs";
import { billFile, writeBill } from "./supply/bill-of-materials.mjs";

try {
  const { packages, problems } = writeBill();
  for (const problem of problems) console.error(problem);
  console.log(`${packages} packages: ${billFile}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
