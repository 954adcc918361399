import { afterAll, expect, it } from "vitest";
import { GET, POST } from "@/app/api/trpc/[trpc]/route";
import { db } from "@/server/db";
import { warmMarket } from "@/server/market/client";

afterAll(async () => {
  await db().$disconnect();
  await warmMarket().close();
});

async function errorOf(path: string, input: unknown): Promise<unknown> {
  const query = new URLSearchParams({ input: JSON.stringify({ json: input }) });
  const headers = { "x-forwarded-for": "198.51.100.40" };
  const response = await GET(new Request(`http://localhost/api/trpc/${path}?${query}`, { headers }));
  const { error } = await response.json();
  return error.json;
}

it("names every refused field of a search by code, for a page to say it in its language", async () => {
  expect(await errorOf("offers.search", { vram: "much", colour: "red" })).toMatchObject({
    message: "The request was not understood.",
    data: {
      code: "BAD_REQUEST",
      reason: { code: "request.not_understood", parameters: {} },
      issues: [
        { field: "vram", code: "range_form", parameters: {} },
        { field: "colour", code: "unknown_parameter", parameters: {} },
      ],
    },
  });
});

it("names a refused field within a procedure's input by its path", async () => {
  expect(await errorOf("offers.compare", { ids: ["nonsense"], search: { vram: "9..1" } })).toMatchObject({
    data: {
      issues: [
        { field: "ids.0", code: "offer_id_form" },
        { field: "search.vram", code: "range_reversed" },
      ],
    },
  });
});

it("says by code what was not found", async () => {
  const id = `off_${"0".repeat(32)}`;
  expect(await errorOf("offers.byId", { id })).toMatchObject({
    message: `There is no offer with the id ${id}.`,
    data: { code: "NOT_FOUND", reason: { code: "offer.not_found", parameters: { id } }, issues: [] },
  });
});

it("has a reason for what tRPC itself refuses", async () => {
  expect(await errorOf("offers.invent", {})).toMatchObject({
    data: { code: "NOT_FOUND", reason: { code: "request.not_found" } },
  });
});

it.each([
  ["a method that a procedure does not have", "application/json", 405],
  ["a body of another type", "text/plain", 415],
])("does not call %s a failure of ours", async (_, type, status) => {
  const headers = { "x-forwarded-for": "198.51.100.40", "content-type": type };
  const request = new Request("http://localhost/api/trpc/offers.search", {
    method: "POST",
    headers,
    body: "{}",
  });
  const response = await POST(request);
  expect(response.status).toBe(status);
  const { error } = await response.json();
  expect(error.json.data.reason.code).toBe("request.not_understood");
});
