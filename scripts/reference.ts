import { writeFileSync } from "node:fs";
import path from "node:path";
import { currentReference } from "@/domain/ranking/reference/versions";
import { loadCatalogue } from "../prisma/catalogue/load";
import { readList } from "../prisma/catalogue/read-list";
import { referenceFile } from "./reference/make-reference";

/**
 * Writes the table of the current reference of ranking anew, from the GPU tables and the dated lists. For a version that links
 * carry already, add a new one instead: `npm run reference` must not be run for it again.
 */
const lists = loadCatalogue().map((file) => ({ provider: file.provider, offers: readList(file).offers }));
const name = `reference-${currentReference}.ts`;
const file = path.join(import.meta.dirname, "..", "src", "domain", "ranking", "reference", name);
writeFileSync(file, referenceFile(currentReference, lists));
process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
