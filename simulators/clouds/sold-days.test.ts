import { describe, expect, it } from "vitest";
import { inForce } from "@/domain/offer/validity";
import { loadCatalogue } from "../../prisma/catalogue/load";
import { createSimulator } from "./simulator";

const catalogue = loadCatalogue();
const paths = { groq: "/openai/v1/models", together: "/v1/models" };

/** The models of a provider that opens its market at an instant. */
function modelsAt(provider: keyof typeof paths, openedAt: Date): string[] {
  const simulator = createSimulator({ seed: 7, catalogue, searchesPerMinute: 1_000, openedAt });
  const { reply } = simulator.answer(provider, {
    method: "GET",
    path: paths[provider],
    query: new URLSearchParams(),
    headers: { authorization: "Bearer any" },
    body: "",
    now: openedAt,
  });
  const answer: { id: string }[] | { data: { id: string }[] } = JSON.parse(reply.body);
  return (Array.isArray(answer) ? answer : answer.data).map(({ id }) => id);
}

function soldAt(provider: string, now: Date): string[] {
  const rows = catalogue.find((file) => file.provider === provider)?.tokenPrices ?? [];
  return rows
    .filter(({ firstDay, lastDay }) => inForce({ firstDay: firstDay ?? null, lastDay: lastDay ?? null }, now))
    .map(({ model }) => model);
}

describe.each(["groq", "together"] as const)("the simulated %s", (provider) => {
  it.each(["2024-06-01", "2025-06-01", "2026-11-30"])("sells on %s what its list sells then", (day) => {
    const now = new Date(`${day}T12:00:00Z`);
    const listed = new Set(
      catalogue.find((file) => file.provider === provider)?.tokenPrices?.map(({ model }) => model),
    );
    expect(modelsAt(provider, now).filter((model) => listed.has(model))).toEqual(soldAt(provider, now));
  });
});

it("sold once what has ended since", () => {
  expect(modelsAt("together", new Date("2024-06-01"))).toContain("meta-llama/Llama-2-70b-chat-hf");
  expect(modelsAt("together", new Date("2026-11-30"))).not.toContain("meta-llama/Llama-2-70b-chat-hf");
});
