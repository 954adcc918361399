import { AppError } from "@/domain/errors";
import { type OfferSearch, parseSearch } from "@/domain/offer-search";
import type { Context } from "../context";
import { exportOffers } from "../offers/export";
import { searchOffers } from "../offers/search";
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
  const body = chosen === "csv" ? csvOf(pages) : jsonOf(pages, ctx.now);
  return new Response(streamOf(body), { headers: headersFor(chosen, ctx.now) });
}

function readSearch(parameters: URLSearchParams): OfferSearch {
  const given = Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]),
  );
  const { search, issues } = parseSearch(given);
  const refused =
    search.group === null
      ? issues
      : [...issues, { field: "group", message: "groups are for the page; offers are listed one by one" }];
  if (refused.length === 0) return search;
  const userMessage = refused.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new AppError("INVALID_INPUT", "offer search not understood", { userMessage, issues: refused });
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

/** JSON unless the client names CSV and prefers it. */
function negotiate(accept: string | null): Format {
  if (accept === null) return "json";
  const csv = accept.indexOf("text/csv");
  const json = accept.indexOf("application/json");
  return csv >= 0 && (json < 0 || csv < json) ? "csv" : "json";
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
