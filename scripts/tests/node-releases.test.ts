import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ownMajor, readOutcome, runOnNode } from "./node-releases.mjs";
import { withParts } from "./test-report.mjs";

function reportFile(report: unknown): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "node-report-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "report.json");
  fs.writeFileSync(file, JSON.stringify(report));
  return file;
}

const unit = { passed: 3, failed: 0, failures: [], skipped: ["a: b"], node: "24.1.0", seconds: 2 };
const database = { ...unit, failed: 1, failures: ["x"], skipped: [] };

test("each stage of a run on another Node has its own row, and what failed or was skipped names that Node", () => {
  const file = reportFile({
    stages: [
      ["unit", unit],
      ["database", database],
    ],
  });
  const rows = withParts(["node-24", readOutcome(file, 1, 24)]);
  expect(rows).toMatchObject([
    ["node-24 unit", { passed: 3, skipped: ["a: b (on Node 24.1.0)"], node: "24.1.0" }],
    ["node-24 database", { failed: 1, failures: ["x (on Node 24.1.0)"] }],
  ]);
});

test("a run that ends badly without a failed stage, or leaves no report, counts as one failure", () => {
  const file = reportFile({ stages: [["unit", unit]] });
  for (const outcome of [readOutcome(file, 1, 24), readOutcome("/nonexistent/report.json", 1, 24)]) {
    expect(outcome.failures).toEqual(["the run on Node 24 ended with exit code 1"]);
    expect(withParts(["node-24", outcome])[0]).toMatchObject(["node-24", { failed: 1 }]);
  }
});

test("a Node that cannot be had is left out by name", async () => {
  expect(await runOnNode(4, ["unit"])).toEqual({
    leftOut: [expect.stringMatching(/^Node 4: no package for /)],
  });
  expect(await runOnNode(ownMajor, ["unit"])).toEqual({
    leftOut: [`Node ${ownMajor}: this whole run is on it`],
  });
});
