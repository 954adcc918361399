// The files that have changed, and the browser tests (journeys) that cover them.
import { execFileSync } from "node:child_process";
import { PlainError, root } from "../prepare/environment.mjs";

/** Journeys by the folders that they cover. The folder's name may be anywhere in a path. */
const journeysByFolder = {
  compare: ["offer-pages", "pages"],
  confirm: ["pieces"],
  gpus: ["gpus", "pages"],
  marketing: ["landing", "pages"],
  models: ["models", "pages"],
  offers: ["offers", "offer-pages", "pages"],
  palette: ["palette"],
  pieces: ["pieces"],
  providers: ["providers", "pages"],
  "rent-or-call": ["rent-or-call", "pages"],
  status: ["status", "pages"],
};
/**
 * Unit tests that read other files of the repository by path, such as pages, dictionaries and folders. Vitest follows imports only,
 * so it would not run them. They take seconds, and a deleted file may break them too, so every change runs them.
 */
export const fileTests = [
  "scripts/docs.test.ts",
  "scripts/docs/generated-pages.test.ts",
  "scripts/rules/sizes.test.ts",
  "scripts/rules/imports.test.ts",
  "src/app/tokens.test.ts",
  "src/locale/messages.test.ts",
  "src/locale/plural-arguments.test.ts",
  "src/server/rest/openapi.test.ts",
  "src/server/sentences.test.ts",
];
const isShown = /^(src\/(app|components|locale)\/|src\/[^/]+\.ts$|public\/|next\.config\.ts$)/;
const isJourney = /^e2e\/([^/]+)\.spec\.ts$/;
const isTest = /\.(test|bench|double)\.tsx?$/;

/**
 * The files that have changed since a revision, committed or not, and the journeys that cover them.
 *
 * @returns {{ since: string, files: string[], journeys: string[] | "all" }}
 */
export function changeSince(revision) {
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
  let changed;
  try {
    changed = git("diff", "--name-only", "--diff-filter=d", revision, "--");
  } catch {
    throw new PlainError(
      `git does not know the revision "${revision}". Use a commit or branch, such as --since main.`,
    );
  }
  const added = git("ls-files", "--others", "--exclude-standard");
  const files = [...new Set(`${changed}${added}`.split("\n").filter(Boolean))].sort();
  return { since: revision, files, journeys: journeysOf(files) };
}

/** The names of the journeys that cover the changed files, or "all" if code that all pages share has changed. */
export function journeysOf(files) {
  const chosen = new Set();
  for (const file of files) {
    if (isTest.test(file)) continue;
    const [, own] = isJourney.exec(file) ?? [];
    if (own !== undefined) chosen.add(own);
    if (!isShown.test(file)) continue;
    const parts = file.split("/").map((part) => part.replace(/^\((.*)\)$|\.\w+$/, "$1"));
    const journeys = parts.flatMap((part) => journeysByFolder[part] ?? []);
    if (journeys.length === 0) return "all";
    for (const journey of journeys) chosen.add(journey);
  }
  return [...chosen].sort();
}
