import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { filesUnder } from "./prepare/stamps.mjs";

const pages = [
  "README.md",
  ...["docs", "src", "prisma", "workers", "simulators"].flatMap((folder) => filesUnder(folder)),
].filter((file) => file.endsWith(".md"));

/** Links to files of this repository, without anchors. */
function linksOf(page: string): string[] {
  const links = [...readFileSync(page, "utf8").matchAll(/\]\(([^)#\s]+)/g)].map(([, target = ""]) => target);
  return links.filter((target) => !/^[a-z]+:/.test(target));
}

/** Paths that a page quotes as code: `src/…`, `scripts/…`. */
function pathsOf(page: string): string[] {
  const named = [
    ...readFileSync(page, "utf8").matchAll(
      /`((?:src|scripts|prisma|workers|simulators|e2e|docs)\/[\w./-]*\w)`/g,
    ),
  ];
  return named.map(([, target = ""]) => target);
}

describe("documentation", () => {
  it("finds pages to check", () => {
    expect(pages.length).toBeGreaterThan(5);
  });

  it.each(pages)("%s refers only to files that exist", (page) => {
    const missing = [
      ...linksOf(page).filter((target) => !existsSync(path.resolve(path.dirname(page), target))),
      ...pathsOf(page).filter((target) => !existsSync(target)),
    ];
    expect(missing).toEqual([]);
  });
});
