// npm run rules: checks that neither Biome nor dependency-cruiser can do. Prints each finding and exits with 1 if there are any.
import path from "node:path";
import ts from "typescript";
import { findAmbientReads } from "./ambient-reads";
import { findErrorClasses } from "./error-classes";
import type { Finding } from "./finding";
import { findFloatingPromises } from "./floating-promises";
import { findStrayPaths } from "./import-paths";
import { walkVerbs } from "./verbs";
import { readWritingNames } from "./writing-names";

const root = path.resolve(import.meta.dirname, "../..");
const folders = /^(src|workers|simulators|prisma|scripts|e2e)\//;

const findings = checkProject(path.join(root, "tsconfig.json"));
for (const { file, line, column, message } of findings) console.log(`${file}:${line}:${column} ${message}`);
console.log(findings.length === 0 ? "rules: no findings" : `rules: ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;

function checkProject(tsconfig: string): Finding[] {
  const { config } = ts.readConfigFile(tsconfig, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(fileNames, { ...options, incremental: false });
  const checker = program.getTypeChecker();
  const inFiles = program.getSourceFiles().flatMap((source) => {
    const file = path.relative(root, source.fileName).replaceAll(path.sep, "/");
    if (!folders.test(file) || file.startsWith("src/generated/")) return [];
    return [
      ...findAmbientReads(source, file),
      ...findStrayPaths(source, file),
      ...findFloatingPromises(checker, source, file),
      ...findErrorClasses(checker, source, file),
    ];
  });
  return [...inFiles, ...walkVerbs(program, root, readWritingNames(root)).findings];
}
