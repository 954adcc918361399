import { beforeAll, describe, expect, it } from "vitest";
import { OPTIONS, POST } from "@/app/api/v2/openapi.json/route";
import { type ErrorCode, errorStatus } from "@/domain/errors";
import { emptyMarket } from "@/server/database.double";
import { askRest, heldAgainstContract } from "./contract.double";
import { endpoints } from "./endpoints";
import { restHandler } from "./handle";
import { problem } from "./problem";

beforeAll(async () => {
  await emptyMarket();
});

/** Any value where a path has a parameter. */
const pathOf = (path: string) => path.replaceAll(/\{\w+\}/g, "no-such-one");

/** How each error that an operation may list is provoked. */
const provoked: Partial<Record<ErrorCode, (path: string) => Promise<Response>>> = {
  INVALID_INPUT: (path) => askRest(`${pathOf(path)}?colour=red`),
  NOT_FOUND: (path) => askRest(pathOf(path)),
  LIMIT_EXCEEDED: async (path) => {
    const headers = { "x-forwarded-for": `192.0.2.${endpoints.findIndex((one) => one.path === path)}` };
    for (let call = 0; call < 30; call += 1) await askRest(`${pathOf(path)}?colour=red`, { headers });
    return askRest(pathOf(path), { headers });
  },
};

const listed = endpoints.flatMap(({ id, path, errors }) =>
  [...errors, "LIMIT_EXCEEDED" as const].map((code) => [code, id, path] as const),
);

describe("every error that an operation lists", () => {
  it.each(listed)("%s of %s is answered as documented", async (code, id, path) => {
    const provoke = provoked[code];
    if (!provoke) throw new Error(`nothing provokes ${code}`);
    const response = await provoke(path);
    expect(response.status).toBe(errorStatus[code]);
    expect(await heldAgainstContract(id, response)).toMatchObject({ title: code, status: errorStatus[code] });
  });
});

describe("methods", () => {
  const paths = endpoints.map(({ path }) => pathOf(path));

  it.each(paths)("OPTIONS %s names what is allowed", async (path) => {
    const response = await askRest(path, { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])("%s is refused with what is allowed", async (method) => {
    const response = await askRest("/offers", { method, headers: { "accept-language": "es" } });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    const body = problem.parse(await response.json());
    expect(body.detail).toBe(`Aquí no se puede usar ${method}; sí GET, HEAD, OPTIONS.`);
  });

  it("of the documentation are answered and counted as those of an operation", async () => {
    const headers = { "x-forwarded-for": "192.0.2.200" };
    const asked = (method: string) => new Request("http://x/api/v2/openapi.json", { method, headers });
    const options = await OPTIONS(asked("OPTIONS"));
    const post = await POST(asked("POST"));
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect([post.status, problem.parse(await post.json()).reason.code]).toEqual([
      405,
      "request.method_not_allowed",
    ]);
    expect(options.headers.get("ratelimit")).toContain("r=29");
  });
});

it.each(["/nothing/here", ""])("the unknown address /api/v2%s is a problem that names it", async (path) => {
  const response = await askRest(path);
  expect(response.status).toBe(404);
  expect(problem.parse(await response.json()).reason).toEqual({
    code: "address.not_found",
    parameters: { path: `/api/v2${path}` },
  });
});

it("what fails on our side keeps its text to itself", async () => {
  const broken = restHandler(() => {
    throw new Error("password=hunter2");
  });
  const headers = { "x-forwarded-for": "192.0.2.201" };
  const response = await broken(new Request("http://x/api/v2/offers", { headers }));
  expect(response.status).toBe(500);
  const body = problem.parse(await response.json());
  expect(body).toMatchObject({ title: "INTERNAL", reason: { code: "request.failed" } });
  expect(JSON.stringify(body)).not.toContain("hunter2");
});
