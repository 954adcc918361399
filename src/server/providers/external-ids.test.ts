import { describe, expect, it } from "vitest";
import { publishedPrices } from "../../../prisma/catalogue/read-list";
import { loadFixture, readReply } from "./fixture.double";
import { providers } from "./registry";

/** Existing databases contain offers under these ids. A changed id would be a new offer without a price history. */
describe.each(providers.map((provider) => [provider.slug, provider] as const))("%s", (slug, provider) => {
  it("gives every offer of its fixture the external id that it has always had", async () => {
    const { offers, tokenOffers } = readReply(provider, loadFixture(slug).response, publishedPrices(slug));
    const ids = [...offers, ...tokenOffers].map(({ externalId }) => externalId);
    await expect(`${JSON.stringify(ids, null, 2)}\n`).toMatchFileSnapshot(`${slug}/external-ids.json`);
  });
});
