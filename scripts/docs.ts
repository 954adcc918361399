// npm run docs: writes the pages that are generated from code.
import { writeFileSync } from "node:fs";
import { generatedPages } from "./docs/generated-pages";

for (const { path, write } of generatedPages) {
  writeFileSync(path, write());
  console.log(`written: ${path}`);
}
