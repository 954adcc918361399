import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { type Answer, orderFor } from "../loopback.double";
import { providers } from "../registry";
import { machinesAgainst } from "./loopback.double";

const renting = providers.filter(({ machines }) => machines !== undefined);
// Between them these orders fit every provider, so that each one calls its API.
const offer = { externalId: "1:1x:on-demand", instanceType: "A10 secure", region: "us-west-1" };
const orders = [
  orderFor(offer),
  orderFor({ ...offer, isSpot: true }, { bidMicroUsdPerHour: microUsd(500_000) }),
];

function refusalsWith(words: string): Answer[] {
  const plain = { error: words, detail: words, msg: words };
  return [
    ...[400, 401, 403, 404, 409, 422, 429, 500].flatMap((status) => [
      { status, body: words },
      { status, body: plain },
    ]),
    { status: 200, body: { success: false, ...plain } },
    { status: 200, body: { data: null, errors: [{ message: words }] } },
  ];
}

describe.each(renting.map((provider) => [provider.slug, provider] as const))(
  "the keys to the machines of %s",
  (_slug, provider) => {
    const keys = (provider.machines?.secretNames ?? []).map((name) => `canary-${name}`);

    it("are not shown by any refusal or failure, even if the response repeats them", {
      timeout: 30_000,
    }, async () => {
      for (const refusal of refusalsWith(keys.join(" "))) {
        const { received, result } = await machinesAgainst(
          { provider: provider, answer: () => refusal },
          async ({ launch, get, listOurs, terminate }) =>
            await Promise.allSettled([...orders.map(launch), get("1"), listOurs(), terminate("1", null)]),
        );
        // If the key is sent as a header, all calls are made.
        if (provider.machines?.authHeaders) expect(received.length).toBeGreaterThan(2);
        const shown = `${inspect(result, { depth: 12, showHidden: true })}${JSON.stringify(result)}`;
        for (const key of keys) expect(shown).not.toContain(key);
      }
    });
  },
);
