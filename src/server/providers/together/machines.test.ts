import { describe, expect, it } from "vitest";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { together } from "./offers";

type Specs = { gpu_type: string; gpu_link?: string; gpu_memory: number; gpu_count?: number };
const hardware = (...all: Specs[]) =>
  all.map((specs, index) => ({
    object: "hardware",
    id: `hardware-${index}`,
    specs: { gpu_count: 8, gpu_link: "sxm", ...specs },
    pricing: { cents_per_minute: 5 },
    availability: { status: "available" },
  }));
const endpoint = { id: "endpoint-1", name: "me/model-1", display_name: "gpb-test-1", state: "PENDING" };
const avzones = ["us-west-1a", "us-central-1a", "us-central-4b", "us-central"];
const full = {
  status: 503,
  body: { error: { message: "full", type: "server_error", code: "insufficient_capacity" } },
};

type Scenario = {
  specs?: Specs[];
  offer?: object;
  create?(zone: unknown): { status?: number; body: unknown };
};
async function launch({ specs = [{ gpu_type: "h100-80gb", gpu_memory: 80 }], offer, create }: Scenario) {
  const reply = ({ method, path, body }: ReceivedRequest) => {
    if (path.endsWith("/hardware")) return { body: { object: "list", data: hardware(...specs) } };
    if (path.endsWith("/availability-zones")) return { body: { avzones } };
    return method === "POST" && create ? create(JSON.parse(body).availability_zone) : { body: endpoint };
  };
  const { received, result } = await machinesAgainst(
    {
      provider: together,
      secrets: { TOGETHER_API_KEY: "canary-key" },
      answer: (call) => ({ headers: { "content-type": "application/json" }, ...reply(call) }),
    },
    (machines) =>
      machines.launch(
        orderFor({ gpuId: "h100-80", gpuCount: 8, region: "us-central", ...offer }, { model: "org/model" }),
      ),
  );
  return { created: received.filter(({ method }) => method === "POST").map(bodyOf), result };
}
const bodyOf = ({ body }: ReceivedRequest): Record<string, unknown> => JSON.parse(body);

describe("a launch at Together takes", () => {
  it.each<[string, Specs[], string]>([
    [
      "a100-80",
      [
        { gpu_type: "a100-40gb", gpu_memory: 40 },
        { gpu_type: "a100-80gb", gpu_memory: 80 },
      ],
      "hardware-1",
    ],
    [
      "h100-80",
      [
        { gpu_type: "h100-80gb", gpu_memory: 80, gpu_count: 4 },
        { gpu_type: "H100-80GB", gpu_memory: 79.6 },
      ],
      "hardware-1",
    ],
    [
      "h100-pcie-80",
      [
        { gpu_type: "h100-80gb", gpu_memory: 80 },
        { gpu_type: "h100-80gb", gpu_memory: 80, gpu_link: "pcie" },
      ],
      "hardware-1",
    ],
    ["h100-80", [{ gpu_type: "h100-80gb", gpu_memory: 80, gpu_link: "pcie" }], "hardware-0"],
    [
      "rtx-pro-6000-96",
      [
        { gpu_type: "rtx-6000-ada-48gb", gpu_memory: 48 },
        { gpu_type: "rtx-pro-6000-96gb", gpu_memory: 96, gpu_link: "pcie" },
      ],
      "hardware-1",
    ],
    ["gb300-288", [{ gpu_type: "gb300-288gb", gpu_memory: 280, gpu_link: "nvlink" }], "hardware-0"],
  ])("the configuration of a %s out of %j", async (gpuId, specs, id) => {
    const { created, result } = await launch({ specs, offer: { gpuId } });
    expect(created).toMatchObject([{ hardware: id, display_name: "gpb-test-1" }]);
    expect(result).toMatchObject({ ok: true, value: { id: "endpoint-1" } });
  });

  it.each<[string, Specs]>([
    ["h100-80", { gpu_type: "h100-94gb", gpu_memory: 94 }],
    ["h100-sxm-80", { gpu_type: "h100-80gb", gpu_memory: 80, gpu_link: "pcie" }],
    ["rtx-pro-6000-96", { gpu_type: "rtx-6000-ada-48gb", gpu_memory: 48 }],
    ["h100-80", { gpu_type: "h200-141gb", gpu_memory: 141 }],
    ["h100-80", { gpu_type: "something-new", gpu_memory: 80 }],
  ])("no configuration if %s is wanted and there is %j", async (gpuId, specs) => {
    const { created, result } = await launch({ specs: [specs], offer: { gpuId } });
    expect([created, result]).toMatchObject([[], { ok: false, fault: "invalid" }]);
  });

  it("a zone of the offer's region, and the next if one is full", async () => {
    const { created, result } = await launch({
      create: (zone) => (zone === "us-central-4b" ? { body: endpoint } : full),
    });
    const zones = created.map((body) => body.availability_zone);
    expect(zones).toEqual(["us-central-1a", "us-central-4b"]);
    expect(result).toMatchObject({ ok: true });
  });

  it("a second zone only after a lack of capacity", async () => {
    const { created, result } = await launch({ create: () => ({ status: 500, body: "" }) });
    expect(created).toHaveLength(1);
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });

  it.each([
    [403, "insufficient_balance", "no_balance"],
    [403, "invalid_api_key", "auth"],
    [400, "quota_exceeded", "quota"],
    [400, "something_new", "invalid"],
    [503, "something_new", "unknown_outcome"],
  ])("the code rather than the status as the reason: %i %s is %s", async (status, code, fault) => {
    const { result } = await launch({
      create: () => ({ status, body: { error: { message: "No.", type: "invalid_request_error", code } } }),
    });
    expect(result).toMatchObject({ ok: false, fault, providerText: expect.stringContaining("No.") });
  });

  it("no zone if its region has none, and any zone if the offer has no region", async () => {
    const elsewhere = await launch({ offer: { region: "eu-north" } });
    expect([elsewhere.created, elsewhere.result]).toMatchObject([[], { ok: false, fault: "no_capacity" }]);
    const anywhere = await launch({ offer: { region: null } });
    expect(anywhere.created).toHaveLength(1);
    expect(anywhere.created[0]).not.toHaveProperty("availability_zone");
  });
});
