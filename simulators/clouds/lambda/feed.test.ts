import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ask, simulatorForTest } from "../../simulator.double";

const spec = path.join(
  process.env.SPECS_DIR ?? path.resolve(process.cwd(), "../shared/specs"),
  "lambda.openapi.json",
);
const isMissing = !existsSync(spec);
if (isMissing)
  console.warn(`Lambda's OpenAPI is not at ${spec}: the simulator's answers are not checked against it`);

/** A schema from Lambda's own description, by its name. */
function specified(name: string): z.ZodType {
  const { components } = JSON.parse(
    readFileSync(spec, "utf8").replaceAll("#/components/schemas/", "#/$defs/"),
  );
  return z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: components.schemas });
}

const simulator = simulatorForTest();
const get = (headers: Record<string, string> = { authorization: "Bearer simulated" }) =>
  ask(simulator, "lambda", { path: "/api/v1/instance-types", headers });
const types = () => JSON.parse(get().body).data;

describe("the Lambda feed", () => {
  it("lists types under their names, in cents for the whole machine", () => {
    expect(types().gpu_8x_h100_sxm5.instance_type).toMatchObject({
      name: "gpu_8x_h100_sxm5",
      gpu_description: "H100 (80 GB SXM5)",
      price_cents_per_hour: 3192,
      specs: { gpus: 8, vcpus: 208, memory_gib: 1800 },
    });
  });

  it("has a type without GPUs, which must be skipped", () => {
    expect(types().cpu_4x_general.instance_type.specs.gpus).toBe(0);
  });

  it("names no region for types that are sold out", () => {
    simulator.setFault({ provider: "lambda", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    const free = Object.entries<{ regions_with_capacity_available: unknown[] }>(types())
      .filter(([, row]) => row.regions_with_capacity_available.length > 0)
      .map(([name]) => name);
    expect(free).toEqual(["cpu_4x_general"]);
  });

  it.each<Record<string, string>>([{}, { authorization: "Bearer wrong" }, { "x-api-key": "simulated" }])(
    "refuses %o",
    (headers) => {
      const reply = get(headers);
      expect([reply.status, JSON.parse(reply.body).error.code]).toEqual([401, "global/invalid-api-key"]);
    },
  );

  const title = "answers as Lambda's own OpenAPI says";
  it.skipIf(isMissing)(isMissing ? `${title} (skipped: no specs)` : title, () => {
    expect(specified("InstanceTypes").safeParse(types()).error).toBeUndefined();
    expect(specified("ApiErrorUnauthorized").safeParse(JSON.parse(get({}).body).error).error).toBeUndefined();
    expect(specified("InstanceTypes").safeParse({ gpu_1x: { instance_type: {} } }).success).toBe(false);
  });
});
