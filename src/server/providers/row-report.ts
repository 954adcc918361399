import type { z } from "zod";
import { isAppError } from "@/domain/errors";
import { type MicroUsd, parseMicroUsd } from "@/domain/money";
import type { SkippedRow, UnmappedName } from "@/domain/offer/offer";
import type { RowReason } from "@/domain/offer/row-reason";

/** Why a row or a draft became no offer; `unmapped` where the only reason is an unknown name. */
export type Refusal = { refused: RowReason; unmapped?: UnmappedName };

const MAX_TEXT_LENGTH = 160;

/** Names reach HTML, CSV and terminals, so they may not hide or reverse text, nor start a formula or a tag. */
export function textFault(texts: Readonly<Record<string, string>>): RowReason | null {
  for (const [field, text] of Object.entries(texts)) {
    if (text === "" || text.length > MAX_TEXT_LENGTH)
      return { code: "field.text_length", parameters: { field } };
    if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>]|^[=+@\t]/u.test(text))
      return { code: "field.unsafe_characters", parameters: { field } };
  }
  return null;
}

/** The first fault of a row, with the name of its field. Needs `reportInput`, which tells a missing field from a wrong one. */
export function rowFault({ issues: [issue] }: z.ZodError): RowReason {
  const field = issue?.path.join(".") || "row";
  if (issue?.code === "invalid_type")
    return issue.input === undefined
      ? { code: "field.missing", parameters: { field } }
      : { code: "field.type", parameters: { field, expected: issue.expected } };
  if (issue?.code === "invalid_value")
    return { code: "field.option", parameters: { field, options: issue.values.map(String) } };
  return { code: "field.undocumented", parameters: { field } };
}

/** The moments between which a row is in force, `until` excluded; null where the feed sets none. */
export type InForce = { from?: Date | null; until?: Date | null };

/** The refusal of a row that is not yet or no longer in force. A date that cannot be read counts as none. */
export function refuseOutOfForce({ from, until }: InForce, now: Date): Refusal | null {
  if (from && from > now)
    return { refused: { code: "sale.not_yet_in_force", parameters: { from: dayOf(from) } } };
  if (until && until <= now)
    return { refused: { code: "sale.no_longer_in_force", parameters: { until: dayOf(until) } } };
  return null;
}

/** Of "2026-11-01", "2026-11-01T00:00:00Z" or seconds since 1970; null for anything else. */
export function momentOf(stated: string | number | null | undefined): Date | null {
  if (stated == null) return null;
  const isDated = typeof stated === "number" || /^\d{4}-\d\d-\d\d(?:T|$)/.test(stated);
  const moment = new Date(typeof stated === "number" ? stated * 1000 : isDated ? stated : Number.NaN);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** A vendor's amount in dollars, or null for anything but a plain decimal. */
export function amount(usd: string | number): MicroUsd | null {
  try {
    return parseMicroUsd(usd);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** What a report calls a row that could not be parsed: its label fields, or else its position in the list. */
export function labelOf(row: unknown, fields: readonly string[], index: number): string {
  if (typeof row !== "object" || row === null) return `row ${index}`;
  const parts = fields
    .map((field) => valueAt(row, field))
    .filter((part) => part !== undefined && part !== null);
  return parts.length === 0 ? `row ${index}` : parts.map(visible).join(":");
}

function valueAt(row: unknown, dotted: string): unknown {
  let value = row;
  for (const name of dotted.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = new Map<string, unknown>(Object.entries(value)).get(name);
  }
  return value;
}

export function skip(externalId: string, { refused, unmapped }: Refusal): SkippedRow {
  const name = unmapped && { ...unmapped, raw: visible(unmapped.raw) };
  return {
    externalId: visible(externalId),
    reason: visibleReason(refused),
    ...(name ? { unmapped: name } : {}),
  };
}

function visibleReason<Reason extends RowReason>({ code, parameters }: Reason): Reason {
  const safe = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === "string" ? visible(value) : value,
  ]);
  // The same names with values of the same types.
  return { code, parameters: Object.fromEntries(safe) } as Reason;
}

/** The refusal of a GPU whose name is unknown: it waits for a person to map it. VRAM is of one card, as stated. */
export function unmappedGpu(raw: string, vramGib: number | null): Refusal {
  const refused: RowReason =
    vramGib === null
      ? { code: "gpu.unknown", parameters: { name: raw } }
      : { code: "gpu.unknown_with_memory", parameters: { name: raw, vramGib: Math.round(vramGib) } };
  return { refused, unmapped: { kind: "gpu", raw, vramGib } };
}

/** As {@link unmappedGpu}, where the feed names no GPU and a table of ours lacks the machine type. */
export function unmappedType(type: string): Refusal {
  return {
    refused: { code: "gpu.unknown_in_type", parameters: { type } },
    unmapped: { kind: "gpu", raw: type, vramGib: null },
  };
}

/** A vendor's text made safe for a report: it may contain the very characters that it was refused for. */
export function visible(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.replace(/[\p{C}<>]/gu, "\uFFFD").slice(0, MAX_TEXT_LENGTH);
}
