import { headers } from "next/headers";
import { getTranslator } from "@/components/locale/get-translator";
import { BestPrices } from "@/components/marketing/best-prices";
import { cheapestOfferPath } from "@/components/marketing/cheapest-offer-path";
import { DataPicture } from "@/components/marketing/data-picture";
import { PricePicture } from "@/components/marketing/price-picture";
import { Proof } from "@/components/marketing/proof";
import { Questions } from "@/components/marketing/questions";
import { RankPicture } from "@/components/marketing/rank-picture";
import { LinkButton } from "@/components/ui/link-button";
import { priceStateOf } from "@/domain/offer/price-age";
import { requestContext } from "@/server/context";
import { readBestPrices, readRankSample } from "./market-sample";

export default async function LandingPage() {
  const ctx = requestContext(await headers());
  const { now } = ctx;
  const [rows, sample, t] = await Promise.all([
    readBestPrices(ctx),
    readRankSample(ctx),
    getTranslator("landing"),
  ]);
  // A live price has more details to show than a list price.
  const row = rows?.find(({ source, region }) => source !== "list" && region !== null) ?? rows?.[0] ?? null;
  const areAllOfNow = rows?.length ? rows.every((one) => priceStateOf(one, now) === "now") : false;
  return (
    <div className="page-gutter mx-auto max-w-6xl">
      <section className="pt-10 pb-8 sm:pt-16 sm:pb-10">
        <h1 className="max-w-3xl text-28 tracking-tight text-balance sm:text-40">{t("title")}</h1>
        <p className="mt-4 max-w-2xl text-16 text-muted">{t("lead")}</p>
        <div className="mt-6 flex flex-wrap gap-3">
          <LinkButton href="/offers" tone="primary" size="large">
            {t("market")}
          </LinkButton>
          <LinkButton href="/status" size="large">
            {t("status")}
          </LinkButton>
        </div>
      </section>

      <section aria-labelledby="best-prices" className="pb-14">
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h2 id="best-prices" className="text-20">
            {t(areAllOfNow ? "tableNow" : "table")}
          </h2>
          <p className="text-13 text-muted">{t("tableNote")}</p>
        </div>
        <BestPrices rows={rows} now={now} />
      </section>

      <section aria-labelledby="proofs" className="pb-14">
        <h2 id="proofs" className="mb-6 text-28">
          {t("proofs")}
        </h2>
        <Proof
          title={t("rank.title")}
          body={t("rank.body")}
          link={{ href: "/offers", text: t("rank.link") }}
          caption={t("rank.picture")}
          picture={sample && <RankPicture sample={sample} now={now} />}
        />
        <Proof
          title={t("price.title")}
          body={t("price.body")}
          link={{ href: "/status", text: t("price.link") }}
          caption={row ? t("price.picture", { gpu: row.gpuName }) : ""}
          picture={row && <PricePicture row={row} now={now} />}
        />
        <Proof
          title={t("data.title")}
          body={t("data.body")}
          link={{ href: row ? cheapestOfferPath(row) : "/api/v2/offers?limit=1", text: t("data.link") }}
          caption={t("data.picture")}
          picture={row && <DataPicture row={row} />}
        />
      </section>

      <section aria-labelledby="questions" className="pb-16">
        <h2 id="questions" className="mb-6 text-28">
          {t("questions")}
        </h2>
        <Questions />
      </section>
    </div>
  );
}
