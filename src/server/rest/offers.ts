import { AppError, type FieldIssue } from "@/domain/errors";
import { type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import type { Context } from "@/server/context";
import { exportOffers } from "@/server/offers/export";
import { searchOffers } from "@/server/offers/search";
import { csvOf } from "./csv";
import { type OfferRecord, offerRecord } from "./offer-record";
import { streamOf } from "./stream";

type Format = "json" | "csv";

/**
 * GET /api/v2/offers: the filtered market, with the parameters of the page. Without `limit` everything that matches, in one
 * stream; with `limit` and `page` one page. CSV by `.csv` or `Accept: text/csv`.
 *
 * @throws {AppError} INVALID_INPUT naming every parameter that is not understood.
 */
export async function listOffers(ctx: Context, request: Request, format: Format | null): Promise<Response> {
  const parameters = new URL(request.url).searchParams;
  const search = readSearch(parameters);
  const chosen = format ?? negotiate(request.headers.get("accept"));
  const pages = parameters.has("limit") ? onePage(ctx, search) : records(ctx, search);
  // The first portion is read before the headers leave: what fails after a 200 could only be a file cut short.
  const begun = await begin(pages);
  const body = chosen === "csv" ? csvOf(begun) : jsonOf(begun, ctx.now);
  return new Response(
    streamOf(body, () => pages.return(undefined)),
    { headers: headersFor(chosen, ctx.now) },
  );
}

function readSearch(parameters: URLSearchParams): OfferSearch {
  const given = Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]),
  );
  const { search, issues } = parseSearch(given);
  const refused = [...issues, ...issuesOfLists(search, parameters)];
  if (refused.length === 0) return search;
  const userMessage = refused.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new AppError("INVALID_INPUT", "offer search not understood", { userMessage, issues: refused });
}

function issuesOfLists(search: OfferSearch, parameters: URLSearchParams): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (search.group !== null)
    issues.push({ field: "group", message: "groups are for the page; offers are listed one by one" });
  if (parameters.has("page") && !parameters.has("limit"))
    issues.push({ field: "page", message: "needs a limit: without one everything comes at once" });
  return issues;
}

async function begin<T>(portions: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await portions.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* portions;
  })();
}

async function* records(ctx: Context, search: OfferSearch): AsyncGenerator<OfferRecord[]> {
  for await (const hits of exportOffers(ctx, search)) yield hits.map((hit) => offerRecord(hit));
}

async function* onePage(ctx: Context, search: OfferSearch): AsyncGenerator<OfferRecord[]> {
  const { hits } = await searchOffers(ctx, search);
  yield hits.map((hit) => offerRecord(hit));
}

async function* jsonOf(portions: AsyncIterable<OfferRecord[]>, now: Date): AsyncGenerator<string> {
  yield `{"generated_at":${JSON.stringify(now.toISOString())},"offers":[`;
  let count = 0;
  for await (const portion of portions) {
    if (portion.length === 0) continue;
    yield (count > 0 ? ",\n" : "\n") + portion.map((record) => JSON.stringify(record)).join(",\n");
    count += portion.length;
  }
  yield `\n],"count":${count}}\n`;
}

/** What the client prefers by its own weights; JSON where it does not care. A weight of 0 refuses (RFC 9110, 12.4.2). */
function negotiate(accept: string | null): Format {
  const weightOf = (types: readonly string[]) => {
    const weights = (accept ?? "")
      .toLowerCase()
      .split(",")
      .map((part) => part.trim().split(/\s*;\s*/));
    const found = weights.find(([type]) => types.includes(type ?? ""));
    const weight = Number(found?.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
    return found && Number.isFinite(weight) ? weight : 0;
  };
  return weightOf(["text/csv"]) > weightOf(["application/json"]) ? "csv" : "json";
}

function headersFor(format: Format, now: Date): Record<string, string> {
  const type = format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/json";
  const stamp = now.toISOString().slice(0, 16).replace(/[-:]/g, "");
  return {
    "content-type": type,
    "cache-control": "no-store",
    vary: "accept",
    "content-disposition": `${format === "csv" ? "attachment" : "inline"}; filename="gpubroker-offers-${stamp}Z.${format}"`,
  };
}
