import { Card } from "@/components/ui/card";
import type { BestPrice } from "./best-price-table";
import { cheapestOfferPath } from "./cheapest-offer-path";

/** The request for the price of the row and the part of the response that contains it, with the field names of /api/v2. */
export function DataPicture({ row }: { row: BestPrice }) {
  const record = {
    provider: row.provider,
    gpu: row.gpuId,
    price_per_gpu_hour: { amount_micros: row.microUsdPerGpuHour, currency: "USD" },
    region: row.region,
    source: row.source,
    ...(row.source === "list" ? { listed_on: row.listedOn } : { observed_at: row.observedAt }),
  };
  return (
    <Card className="overflow-hidden">
      <p className="tabular border-b px-4 py-2.5 text-12 break-all">
        <span className="text-accent">GET</span> {cheapestOfferPath(row)}
      </p>
      <pre className="tabular px-4 py-3 text-12 leading-5 break-words whitespace-pre-wrap text-muted">
        {JSON.stringify(record, null, 2)}
      </pre>
    </Card>
  );
}
