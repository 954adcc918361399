import { z } from "zod";
import { microUsd } from "@/domain/money";
import type { ChainLevel, ChainMember } from "@/domain/price/chained-index";
import type { IndexKind } from "@/domain/price/market-index";
import type { TransactionContext } from "@/server/context";
import { polledSource } from "@/server/mode";
import { indexKey } from "./index-points";

/** The last recorded point of an index with what counted in it: what the next point is compared with. */
export type Chain = ChainLevel & { members: ChainMember[] };

/** Indexes per statement: the members of some hundred indexes are megabytes, and making one text of them would block the process. */
const SAVED_AT_ONCE = 20;

const members = z.array(z.tuple([z.string(), z.string(), z.number(), z.number()]));
type MemberRow = z.infer<typeof members>[number];

type ChainRow = { gpu_id: string; kind: IndexKind; level: number; based_at: Date; members: unknown };

/** The chains of all indexes by `indexKey`, locked until the transaction ends: two recordings must not continue the same one. */
export async function lockedChains({ db }: TransactionContext): Promise<Map<string, Chain>> {
  const rows = await db.$queryRaw<ChainRow[]>`
    select gpu_id, kind, level, based_at, members from market_index_chains
    where source = ${polledSource()}::offer_source
    order by gpu_id, kind for update`;
  return new Map(
    rows.map((row) => [
      indexKey(row.gpu_id, row.kind),
      {
        level: row.level,
        basedAt: row.based_at.toISOString(),
        members: members.parse(row.members).map(readMember),
      },
    ]),
  );
}

/** Replaces the chains of these indexes. */
export async function saveChains(
  { db }: TransactionContext,
  at: Date,
  chains: readonly (Chain & { gpuId: string; kind: IndexKind })[],
): Promise<void> {
  for (let from = 0; from < chains.length; from += SAVED_AT_ONCE) {
    const rows = chains
      .slice(from, from + SAVED_AT_ONCE)
      .map((chain) => ({ ...chain, members: chain.members.map(writeMember) }));
    await db.$executeRaw`
      insert into market_index_chains (source, gpu_id, kind, at, level, based_at, members)
      select ${polledSource()}::offer_source, r."gpuId", r.kind::index_kind, ${at}::timestamptz, r.level, r."basedAt", r.members
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("gpuId" text, kind text, level float8,
        "basedAt" timestamptz, members jsonb)
      on conflict (source, gpu_id, kind) do update set at = excluded.at, level = excluded.level,
        based_at = excluded.based_at, members = excluded.members`;
  }
}

function readMember([offerId, source, price, vote]: MemberRow): ChainMember {
  return { offerId, source, microUsdPerGpuHour: microUsd(price), vote };
}

function writeMember({ offerId, source, microUsdPerGpuHour, vote }: ChainMember): MemberRow {
  return [offerId, source, microUsdPerGpuHour, vote];
}
