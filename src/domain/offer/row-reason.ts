import { type Coded, type ParameterTable, readCoded } from "@/domain/reasons";

/**
 * Why a row of a vendor became no offer, by stable code: the parameters that each one carries. The sentences are in
 * `src/locale/<language>/row-reasons.json`; a code without one does not compile where it is shown.
 */
export const rowReasonParameters = {
  "field.missing": ["field"],
  "field.type": ["field", "expected"],
  "field.option": ["field", "options"],
  "field.undocumented": ["field"],
  "field.text_length": ["field"],
  "field.unsafe_characters": ["field"],
  "field.country_form": ["field"],
  "gpu.unknown": ["name"],
  "gpu.unknown_with_memory": ["name", "vramGib"],
  "gpu.unknown_in_type": ["type"],
  "gpu.count": ["count"],
  "gpu.count_of_slice": ["count"],
  "gpu.memory": ["vramGib"],
  "price.not_above_zero": ["stated"],
  "price.below_micro_usd": [],
  "price.tokens_below_bound": ["input", "output"],
  "price.undocumented": [],
  "price.not_listed": ["name"],
  "price.part_unpriced": ["part"],
  "price.part_with_several": ["part", "count"],
  "price.below_spot": [],
  "price.currency": ["currency"],
  "price.unit": ["unit", "expected"],
  "price.not_by_tokens": ["unit"],
  "price.not_stated": [],
  "price.volume_tier": ["from"],
  "price.steps_unreadable": ["stated"],
  "sale.contract_only": [],
  "sale.not_pay_as_you_go": ["kind"],
  "sale.not_plain_linux": [],
  "sale.low_priority_or_dedicated": [],
  "sale.not_yet_in_force": ["from"],
  "sale.no_longer_in_force": ["until"],
  "sale.not_ready": ["state"],
  "sale.not_sold": [],
  "duplicate.cheaper_kept": [],
  "duplicate.first_kept": [],
} as const satisfies ParameterTable;

export type RowReason = Coded<typeof rowReasonParameters>;

/** A reason read back from where it was stored; null for one that this version does not know. */
export function readRowReason(stored: unknown): RowReason | null {
  return readCoded(rowReasonParameters, stored);
}
