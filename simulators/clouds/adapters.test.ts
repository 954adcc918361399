import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RowReason } from "@/domain/offer/row-reason";
import { createHttp, type Http } from "@/server/http/http";
import { ProviderError } from "@/server/http/provider-error";
import { pollProvider } from "@/server/providers/contract";
import { providerBySlug } from "@/server/providers/registry";
import { publishedPrices } from "../../prisma/catalogue/read-list";
import type { FaultKind } from "../faults";
import { clouds, type SimulatedProvider, simulatedProviders } from "../registry";
import { type MarketSimulator, startMarketSimulator } from "../server";

let market: MarketSimulator;
let http: Http;
beforeAll(async () => {
  market = await startMarketSimulator({ tickEveryMs: 0, searchesPerMinute: 1_000 });
  http = createHttp({ allowPrivate: true, maxAttempts: 1, headersTimeoutMs: 900, totalTimeoutMs: 1_500 });
});
afterAll(async () => {
  await http.close();
  await market.close();
});

/** The AWS adapter allows 20 minutes for a file, so a slow drip would take that long to fail. */
function faultsOf(slug: SimulatedProvider): FaultKind[] {
  const faults: FaultKind[] = ["429", "500", "hang", "garbage", "empty", "truncated", "html", "redirect"];
  return slug === "aws" ? faults : [...faults, "slow_drip"];
}

function namesIn({ parameters }: RowReason): unknown[] {
  return Object.values(parameters);
}

function isFree({ code, parameters }: RowReason): boolean {
  return code === "price.not_above_zero" && parameters.stated === "0";
}

function poll(slug: SimulatedProvider, key = "simulated") {
  const provider = providerBySlug(slug);
  if (!provider) throw new Error(`no adapter for ${slug}`);
  const secrets = Object.fromEntries(provider.secretNames.map((name) => [name, key]));
  const published = publishedPrices(slug);
  return pollProvider(provider, {
    http,
    now: new Date(),
    secrets,
    published,
    baseUrl: `${market.url}/${slug}`,
  });
}

const setFault = (provider: SimulatedProvider, fault: FaultKind, factor = 1) =>
  market.controls.setFault({ provider, fault, times: null, latencyMs: 0, factor });

const isListed = (slug: SimulatedProvider) => providerBySlug(slug)?.priceKind.gpuHour === "list";

describe.each(clouds.map(({ slug, traits }) => [slug, traits] as const))(
  "the adapter of %s on the simulated feed",
  (slug, { minOffers, unknownGpus = [], ...traits }) => {
    it("reads the feed and refuses only the rows that it must refuse", async () => {
      const { offers, tokenOffers, skipped } = await poll(slug);
      expect(offers.length || tokenOffers.length).toBeGreaterThanOrEqual(minOffers);
      const unexpected = skipped
        .filter(({ reason }) => !unknownGpus.some((gpu) => namesIn(reason).includes(gpu)))
        .filter(({ reason }) => slug !== "azure" || !isFree(reason))
        // Speech models, for which no list has token prices.
        .filter(({ reason }) => slug !== "groq" || reason.code !== "price.not_listed");
      expect(unexpected).toEqual([]);
      expect(skipped.flatMap(({ reason }) => namesIn(reason))).toEqual(
        expect.arrayContaining([...unknownGpus]),
      );
    });

    it("keeps the identity of every offer while prices move", async () => {
      const ids = async () => {
        const { offers, tokenOffers } = await poll(slug);
        return new Set([...offers, ...tokenOffers].map(({ externalId }) => externalId));
      };
      const before = await ids();
      market.controls.tick(1);
      const after = await ids();
      const kept = [...before].filter((id) => after.has(id));
      expect(kept.length / before.size).toBeGreaterThan(0.9);
    });

    it.runIf(isListed(slug))(
      "has its list's dated price on every offer, whatever the market does",
      async () => {
        const listed = new Set(publishedPrices(slug).offers.map(({ price }) => price.microUsdPerGpuHour));
        market.controls.setPrice({ provider: slug, match: "", usdPerGpuHour: 3.125, isSpot: false });
        const { offers } = await poll(slug);
        expect(offers.filter(({ price }) => !listed.has(price.microUsdPerGpuHour))).toEqual([]);
        expect(offers.filter(({ listedOn }) => listedOn === undefined)).toEqual([]);
      },
    );

    it.runIf(!isListed(slug))("reads a price that was set in the market", async () => {
      const match = traits.priceableMachine;
      if (match === undefined) {
        // The prices come from a list, or only tokens are sold.
        expect(providerBySlug(slug)?.priceKind.gpuHour ?? "list").toBe("list");
        expect((await poll(slug)).offers.filter(({ listedOn }) => listedOn === undefined)).toEqual([]);
        return;
      }
      const [changed] = market.controls.setPrice({
        provider: slug,
        match,
        usdPerGpuHour: 3.125,
        isSpot: false,
      });
      expect(changed).toBeDefined();
      const { offers } = await poll(slug);
      const prices = offers.map(({ price }) => (price.unit === "gpu_hour" ? price.microUsdPerGpuHour : 0));
      expect(prices).toContain(3_125_000);
    });

    it.each(faultsOf(slug))(
      "answers %s with a typed error, never with an empty list",
      async (fault) => {
        setFault(slug, fault);
        try {
          await expect(poll(slug)).rejects.toBeInstanceOf(ProviderError);
        } finally {
          market.controls.clearFaults();
        }
      },
      8_000,
    );

    it("loses only the bad rows of a batch", async () => {
      const whole = await poll(slug);
      setFault(slug, "bad_rows");
      const spoilt = await poll(slug).finally(() => market.controls.clearFaults());
      expect(spoilt.skipped.length).toBeGreaterThan(whole.skipped.length);
      const count = ({ offers, tokenOffers }: typeof whole) => offers.length + tokenOffers.length;
      expect(count(spoilt)).toBeGreaterThan(count(whole) / 2);
      expect(spoilt.offers.filter(({ instanceType }) => instanceType.includes("<img"))).toEqual([]);
    });
  },
);

const keyed = simulatedProviders.filter((slug) => providerBySlug(slug)?.secretNames.length !== 0);
it.each(keyed)("a wrong or missing key at %s is an error of kind auth", async (slug) => {
  for (const key of ["wrong", ""]) await expect(poll(slug, key)).rejects.toMatchObject({ kind: "auth" });
});

it("RunPod's errors under status 200 are errors", async () => {
  setFault("runpod", "graphql_errors");
  await expect(poll("runpod").finally(() => market.controls.clearFaults())).rejects.toMatchObject({
    kind: "bad_response",
  });
});

const showingStock = clouds.filter(({ traits }) => traits.showsStock).map(({ slug }) => slug);
it.each(showingStock)("nothing is available at %s when it has no capacity", async (slug) => {
  setFault(slug, "no_capacity");
  const { offers } = await poll(slug).finally(() => market.controls.clearFaults());
  expect(new Set(offers.map(({ availability }) => availability))).toEqual(new Set(["unavailable"]));
});
