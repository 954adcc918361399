// npm run floors: fails if a package is older than the version that mends a known fault.
import { checkFloors } from "./supply/check-floors.mjs";

const problems = checkFloors();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
