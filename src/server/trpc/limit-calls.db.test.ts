import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { GET } from "@/app/api/trpc/[trpc]/route";
import { requestContext } from "@/server/context";
import { db } from "@/server/db";
import { appRouter } from "./root";

beforeAll(() => {
  // Settings are read once a process, at the first call.
  vi.stubEnv("ANONYMOUS_CALLS_PER_MINUTE", "12");
});
afterAll(() => db().$disconnect());

const input = { json: { id: "no-such-model" } };

/** A batch of calls that need no database, and the status of each answer. */
async function ask(address: string, calls: number) {
  const paths = Array.from({ length: calls }, () => "models.byId").join(",");
  const inputs = Object.fromEntries(Array.from({ length: calls }, (_, call) => [call, input]));
  const query = new URLSearchParams({ batch: "1", input: JSON.stringify(inputs) });
  const headers = { "x-forwarded-for": address };
  const response = await GET(new Request(`http://localhost/api/trpc/${paths}?${query}`, { headers }));
  const answers: { error: { json: { message: string; data: Record<string, unknown> } } }[] =
    await response.json();
  const retryAfter = response.headers.get("retry-after");
  return { status: response.status, retryAfter, answers: answers.map(({ error }) => error.json) };
}

it("refuses an address that calls too often, call by call of a batch, and says when to come back", async () => {
  const first = await ask("198.51.100.20", 10);
  expect(first.answers.map(({ data }) => data.code)).toEqual(Array(10).fill("NOT_FOUND"));
  const second = await ask("198.51.100.20", 3);
  const codes = second.answers.map(({ data }) => data.code);
  expect(codes.sort()).toEqual(["NOT_FOUND", "NOT_FOUND", "TOO_MANY_REQUESTS"]);
  const third = await ask("198.51.100.20", 1);
  expect([third.status, third.retryAfter]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  expect(third.answers[0]).toMatchObject({
    message: expect.stringMatching(
      /^12 calls a minute are allowed without an account\. Try again in \d+ s\.$/,
    ),
    data: { httpStatus: 429, retryAfterSeconds: expect.any(Number) },
  });
  expect((await ask("198.51.100.21", 1)).status).toBe(404);
});

it("does not count what a page calls while it is rendered", async () => {
  const headers = new Headers({ "x-forwarded-for": "198.51.100.22" });
  const page = appRouter.createCaller({ ...requestContext(headers), isInProcess: true });
  for (let call = 0; call < 30; call += 1)
    await expect(page.models.byId({ id: "no-such-model" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
