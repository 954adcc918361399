import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { addResults, readPlaywright, readVitest } from "./test-report.mjs";

function reportFile(report: unknown): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "test-report-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "report.json");
  fs.writeFileSync(file, JSON.stringify(report));
  return file;
}

test("vitest: tests are counted by result, skipped tests are named, and a file that cannot be loaded is a failure", () => {
  const file = reportFile({
    testResults: [
      {
        name: path.resolve("src/a.test.ts"),
        startTime: 1_000,
        endTime: 3_500,
        assertionResults: [
          { fullName: "adds", status: "passed" },
          { fullName: "subtracts", status: "failed" },
          { fullName: "divides", status: "skipped" },
          { fullName: "roots", status: "todo" },
        ],
      },
      {
        name: path.resolve("src/b.test.ts"),
        startTime: 1_000,
        endTime: 1_000,
        message: "Cannot find module x\nstack",
        assertionResults: [],
      },
    ],
  });
  expect(readVitest(file, 1)).toEqual({
    passed: 1,
    failed: 2,
    failures: ["src/a.test.ts: subtracts", "src/b.test.ts: Cannot find module x"],
    skipped: ["src/a.test.ts: divides", "src/a.test.ts: roots"],
    files: [
      { file: "src/a.test.ts", seconds: 2.5 },
      { file: "src/b.test.ts", seconds: 0 },
    ],
  });
});

test("a run that fails without a failed test or without a report counts as one failure", () => {
  const onePassed = { testResults: [{ name: "a", assertionResults: [{ fullName: "x", status: "passed" }] }] };
  expect(readVitest(reportFile(onePassed), 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(readVitest("/nonexistent/report.json", 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(readPlaywright("/nonexistent/report.json", 1)).toMatchObject({ passed: 0, failed: 1 });
});

test("playwright: nested suites are counted, a test that passes on a retry has passed, and skips keep their reason", () => {
  const spec = (title: string, status: string, annotations: object[] = []) => ({
    title,
    file: "home.spec.ts",
    tests: [{ status, annotations, results: [{ duration: 1_500 }] }],
  });
  const file = reportFile({
    suites: [
      {
        specs: [spec("opens", "expected"), spec("flickers", "flaky")],
        suites: [
          {
            specs: [
              spec("breaks", "unexpected"),
              spec("waits", "skipped", [{ type: "skip", description: "no Redis" }]),
            ],
          },
        ],
      },
    ],
  });
  expect(readPlaywright(file, 1)).toEqual({
    passed: 2,
    failed: 1,
    failures: ["home.spec.ts: breaks"],
    skipped: ["home.spec.ts: waits (no Redis)"],
    files: [{ file: "e2e/home.spec.ts", seconds: 6 }],
  });
});

test("two runs of one stage are added up", () => {
  const one = {
    passed: 2,
    failed: 1,
    failures: ["a"],
    skipped: ["b"],
    files: [{ file: "a.ts", seconds: 1 }],
  };
  const other = { passed: 1, failed: 1, failures: ["c"], skipped: [], files: [{ file: "c.ts", seconds: 2 }] };
  expect(addResults(one, other)).toEqual({
    passed: 3,
    failed: 2,
    failures: ["a", "c"],
    skipped: ["b"],
    files: [
      { file: "a.ts", seconds: 1 },
      { file: "c.ts", seconds: 2 },
    ],
  });
});
