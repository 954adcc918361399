import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { readLines, sayLine } from "./progress.mjs";

test("a child that never breaks its line does not fill the memory", async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line: string) => lines.push(line));
  for (let chunk = 0; chunk < 64; chunk++) stream.write("x".repeat(65_536));
  await expect.poll(() => lines).toHaveLength(63);
  stream.end("\nnext\n");
  await expect.poll(() => lines.at(-1)).toBe("next");
  expect(lines.join("").length).toBe(64 * 65_536 + "next".length);
});

test("a line cannot write over its name or steer the terminal", () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  sayLine("web", "a\r[ 1.0 s] workers | forged\u001b[2J\u009b2J");
  const [line] = said.mock.calls[0] ?? [];
  said.mockRestore();
  expect(line).toMatch(/web {7}\| a\\u000d\[ 1\.0 s\] workers \| forged\\u001b\[2J\\u009b2J$/);
  expect(line).not.toMatch(/\p{Cc}/u);
});
