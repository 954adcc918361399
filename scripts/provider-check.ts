// npm run provider:check -- <slug> [--offers N] [--json] [--url http://127.0.0.1:PORT/slug]: polls one provider's real API and
// prints the resulting offers. For developers who add or debug an adapter.
import { parseArgs } from "node:util";
import type { Offer, SkippedRow } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { sentenceOf, textsFor } from "@/locale/sentence";
import { createHttp } from "@/server/http/http";
import { isProviderError } from "@/server/http/provider-error";
import { type MappedOffers, type Provider, pollProvider, pollVersion } from "@/server/providers/contract";
import { providerBySlug, providers } from "@/server/providers/registry";
import { findKeys, simulatorKeys } from "@/server/secrets";
import { startAs } from "@/server/settings";
import { publishedPrices } from "../prisma/catalogue/read-list";
import { loadDotEnv } from "./prepare/environment.mjs";

const usage = `Usage: npm run provider:check -- <slug> [--offers N] [--json] [--url http://127.0.0.1:PORT/slug]
Providers: ${providers.map(({ slug }) => slug).join(", ")}`;

const REASONS_SHOWN = 20;

process.exitCode = await main();

/** @returns the exit code: 0 if the poll succeeded, 1 if it failed, 2 if an argument is wrong or a key is missing. */
async function main(): Promise<number> {
  const options = readArguments();
  if (typeof options === "string") {
    console.error(options);
    return 2;
  }
  loadDotEnv();
  startAs("provider-check");
  const find = options.url ? simulatorKeys : findKeys;
  const keys = await find(options.provider.secretNames, new Date());
  if (keys.outcome === "missing") {
    console.error(
      `${options.provider.name} requires a key. Set ${keys.names.join(" and ")} in .env (see .env.example).`,
    );
    return 2;
  }
  if (keys.outcome === "unreadable") {
    console.error(`${sentenceOf(textsFor("en", "reasons"), keys.error.reason)}\n  ${keys.error.message}`);
    return 2;
  }
  return check(options, keys.secrets);
}

type Options = { provider: Provider; url: string | undefined; offersShown: number; asJson: boolean };

function readArguments(): Options | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { offers: { type: "string" }, json: { type: "boolean" }, url: { type: "string" } },
    });
    const [slug, ...more] = positionals;
    if (slug === undefined || more.length > 0) return usage;
    const provider = providerBySlug(slug);
    if (!provider) return `There is no provider "${slug}".\n${usage}`;
    const offersShown = Number(values.offers ?? 10);
    if (!Number.isInteger(offersShown) || offersShown < 0)
      return `--offers must be a whole number of 0 or more.\n${usage}`;
    if (values.url !== undefined && !isLoopback(values.url))
      return `--url must be the address of a simulator on this machine (127.0.0.1, localhost or [::1]).\n${usage}`;
    return { provider, url: values.url, offersShown, asJson: values.json === true };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`;
  }
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}

async function check(
  { provider, url, offersShown, asJson }: Options,
  secrets: Record<string, string>,
): Promise<number> {
  const log = {
    warn: (fields: object, message: string) => console.error(`  retry: ${message} ${JSON.stringify(fields)}`),
  };
  const http = createHttp(url ? { allowPrivate: true, log } : { allowedHosts: provider.hosts, log });
  const pollOptions = {
    http,
    now: new Date(),
    secrets,
    published: publishedPrices(provider.slug),
    ...(url ? { baseUrl: url } : {}),
  };
  const startedMs = performance.now();
  try {
    if (!asJson) describeProvider(provider, url);
    const version = await pollVersion(provider, pollOptions);
    const mapped = await pollProvider(provider, pollOptions);
    const seconds = (performance.now() - startedMs) / 1000;
    if (asJson)
      console.log(JSON.stringify({ provider: provider.slug, seconds, version, ...mapped }, null, 2));
    else report(mapped, { seconds, version, offersShown });
    return 0;
  } catch (error) {
    if (!isProviderError(error)) throw error;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.error(
      `\nFailed after ${seconds} s: ${error.kind}${error.retryable ? " (try again)" : ""}\n  ${error.message}`,
    );
    return 1;
  } finally {
    await http.close();
  }
}

function describeProvider(provider: Provider, url: string | undefined): void {
  const prices = Object.entries(provider.priceKind).map(([unit, kind]) => `${unit} ${kind}`);
  const features = [
    provider.hasStock && "stock",
    provider.hasSpot && "spot",
    provider.canLaunch && "launch",
    provider.canStop && "stop",
  ];
  console.log(`${provider.name} at ${url ?? provider.baseUrl}`);
  console.log(
    `  prices: ${prices.join(", ")}; supports: ${features.filter(Boolean).join(", ") || "prices only"}`,
  );
  console.log(
    `  key: ${provider.secretNames.join(", ") || "none needed"}; polled every ${provider.pollEverySeconds} s`,
  );
}

type PollSummary = { seconds: number; version: string | null; offersShown: number };

function report(
  { offers, tokenOffers, skipped, rawCount }: MappedOffers,
  { seconds, version, offersShown }: PollSummary,
): void {
  const counts = `${offers.length} GPU offers, ${tokenOffers.length} token offers, ${skipped.length} refused`;
  console.log(
    `\n${rawCount} rows in ${seconds.toFixed(1)} s: ${counts}${version ? `; version ${version}` : ""}`,
  );
  const cheapest = [...offers].sort((a, b) => a.price.microUsdPerGpuHour - b.price.microUsdPerGpuHour);
  for (const offer of cheapest.slice(0, offersShown)) console.log(`  ${offerLine(offer)}`);
  for (const offer of tokenOffers.slice(0, offersShown)) console.log(`  ${tokenLine(offer)}`);
  reportSkipped(skipped);
}

function offerLine({
  price,
  gpuId,
  gpuCount,
  instanceType,
  region,
  isSpot,
  availability,
  listedOn,
}: Offer): string {
  const usd = (price.microUsdPerGpuHour / 1_000_000).toFixed(4);
  const kind = isSpot ? "spot" : "on demand";
  const where = region ?? "region unknown";
  return `$${usd}/GPU-h  ${gpuCount} x ${gpuId}  ${instanceType}  ${where}  ${kind}  ${availability}${listed(listedOn)}`;
}

function tokenLine({ price, modelRaw, modelId, listedOn }: TokenOffer): string {
  const [input, output] = [price.inputMicroUsd, price.outputMicroUsd].map((usd) =>
    (usd / 1_000_000).toFixed(3),
  );
  return `$${input} input, $${output} output per million tokens  ${modelRaw}  ${modelId ?? "unknown model"}${listed(listedOn)}`;
}

function listed(day: string | undefined): string {
  return day === undefined ? "" : `  list price of ${day}`;
}

function reportSkipped(skipped: readonly SkippedRow[]): void {
  const byReason = new Map<string, { count: number; example: string }>();
  for (const { reason: refused, externalId } of skipped) {
    const reason = sentenceOf(textsFor("en", "rowReasons"), refused);
    const known = byReason.get(reason);
    byReason.set(reason, { count: (known?.count ?? 0) + 1, example: known?.example ?? externalId });
  }
  const rows = [...byReason].sort(([, a], [, b]) => b.count - a.count);
  if (rows.length > 0) console.log("\nRefused:");
  for (const [reason, { count, example }] of rows.slice(0, REASONS_SHOWN))
    console.log(`  ${count} x ${reason}  (${example})`);
  if (rows.length > REASONS_SHOWN)
    console.log(`  and ${rows.length - REASONS_SHOWN} more reasons (use --json to see all)`);
}
