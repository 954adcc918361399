import { expect, it } from "vitest";
import { refused } from "./answer";
import { readPages } from "./pages";

it("reads to the last page", async () => {
  const asked: (string | null)[] = [];
  const result = await readPages("acme", 5, async (cursor) => {
    asked.push(cursor);
    return { ok: true, rows: [cursor ?? "first"], next: cursor === null ? "b" : cursor === "b" ? "c" : null };
  });
  expect([asked, result]).toEqual([[null, "b", "c"], { ok: true, value: ["first", "b", "c"] }]);
});

it("refuses a list that returns to a page, at once", async () => {
  let pages = 0;
  const read = async () => {
    pages += 1;
    return { ok: true as const, rows: [], next: ["b", "c", "b"][pages - 1] ?? null };
  };
  await expect(readPages("acme", 50, read)).rejects.toMatchObject({ kind: "bad_response" });
  expect(pages).toBe(3);
});

it("refuses a list without end", async () => {
  let pages = 0;
  const read = async () => {
    pages += 1;
    return { ok: true as const, rows: [], next: String(pages) };
  };
  await expect(readPages("acme", 7, read)).rejects.toMatchObject({ kind: "bad_response" });
  expect(pages).toBe(7);
});

it("passes on a refusal of any page instead of part of the list", async () => {
  const result = await readPages("acme", 5, async (cursor) =>
    cursor === null ? { ok: true, rows: [1], next: "b" } : refused("auth", "no"),
  );
  expect(result).toEqual({ ok: false, fault: "auth", providerText: "no" });
});
