import { microUsd } from "@/domain/money";
import type { KnownOffer } from "@/domain/offer/offer-diff";
import type { TransactionContext } from "@/server/context";
import type { Feed } from "./write-offers";

type Row = {
  id: string;
  external_id: string;
  fingerprint: string;
  price: string;
  machine_price: string;
  is_gone: boolean;
};

/** Every stored offer of one feed by external id, including those that are gone. */
export async function loadKnownOffers(
  tx: TransactionContext,
  { provider, source }: Feed,
): Promise<Map<string, KnownOffer>> {
  // Raw SQL for a few narrow columns: a feed may have 100,000 rows, and mapping whole models is ten times slower.
  const rows = await tx.db.$queryRaw<Row[]>`
    select id, external_id, fingerprint, micro_usd_per_gpu_hour::text as price,
      micro_usd_per_machine_hour::text as machine_price, gone_at is not null as is_gone
    from offers where provider = ${provider} and source = ${source}::offer_source`;
  return new Map(rows.map((row) => [row.external_id, knownOffer(row)]));
}

function knownOffer({ id, fingerprint, price, machine_price, is_gone }: Row): KnownOffer {
  return {
    id,
    fingerprint,
    microUsdPerGpuHour: microUsd(Number(price)),
    microUsdPerMachineHour: microUsd(Number(machine_price)),
    isGone: is_gone,
  };
}
