import { Card } from "@/components/ui/card";
import { firstDayOf, lastDayOf } from "@/domain/offer/list-day";
import type { BestPrice } from "./best-price-table";
import { cheapestOfferPath } from "./cheapest-offer-path";

/** As the API says it: the day, or the first and the last possible one. */
function listDayOf(listedOn: string | null) {
  const latest = listedOn === null ? null : lastDayOf(listedOn);
  const day = { listed_on: listedOn && firstDayOf(listedOn) };
  return latest === null ? day : { ...day, latest_listed_on: latest };
}

/** When the price was true: the day of its list, also if a feed repeats it, and otherwise the poll. */
export function timesOf({
  source,
  observedAt,
  listedOn,
}: Pick<BestPrice, "source" | "observedAt" | "listedOn">) {
  const isDated = source === "list" || listedOn !== null;
  return isDated ? listDayOf(listedOn) : { observed_at: observedAt };
}

/** The request for the price of the row and the part of the response that contains it, with the field names of /api/v2. */
export function DataPicture({ row }: { row: BestPrice }) {
  const record = {
    provider: row.provider,
    gpu: row.gpuId,
    price_per_gpu_hour: { amount_micros: row.microUsdPerGpuHour, currency: "USD" },
    region: row.region,
    source: row.source,
    ...timesOf(row),
  };
  return (
    <Card className="overflow-hidden">
      <p className="font-mono border-b px-4 py-2.5 text-12 break-all">
        <span className="text-accent">GET</span> {cheapestOfferPath(row)}
      </p>
      <pre className="font-mono px-4 py-3 text-12 leading-5 break-words whitespace-pre-wrap text-muted">
        {JSON.stringify(record, null, 2)}
      </pre>
    </Card>
  );
}
