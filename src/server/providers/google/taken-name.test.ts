import { expect, it } from "vitest";
import { orderFor } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { google } from "./offers";

const order = orderFor({ instanceType: "a2-highgpu-1g", region: "us-central1" });
const refusal = (code: number, reason: string) => ({
  status: code,
  body: { error: { code, message: "no", errors: [{ reason }] } },
});

it.each([
  [403, "forbidden"],
  [404, "notFound"],
  [500, "backendError"],
])("a name that is taken by a machine that cannot be read (%i %s) has an unknown outcome", async (...why) => {
  const zones = { "zones/us-central1-a": { machineTypes: [{ name: "a2-highgpu-1g" }] } };
  const { result } = await machinesAgainst(
    {
      provider: google,
      secrets: { GOOGLE_SERVICE_ACCOUNT_KEY: "token", GOOGLE_CLOUD_PROJECT: "p" },
      answer: ({ method, path }) => {
        if (path.includes("/aggregated/")) return { body: { items: zones } };
        return method === "POST" ? refusal(409, "alreadyExists") : refusal(...why);
      },
    },
    (machines) => machines.launch(order),
  );
  expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
});
