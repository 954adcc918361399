import type { z } from "zod";
import { AppError } from "@/domain/errors";
import { type MicroUsd, parseMicroUsd } from "@/domain/money";
import type { SkippedRow, UnmappedName } from "@/domain/offer/offer";

/** Why a row or a draft became no offer; `unmapped` where the only reason is an unknown name. */
export type Refusal = { refused: string; unmapped?: UnmappedName };

const MAX_TEXT_LENGTH = 160;

/** Names reach HTML, CSV and terminals, so they may not hide or reverse text, nor start a formula or a tag. */
export function textFault(texts: Readonly<Record<string, string>>): string | null {
  for (const [field, text] of Object.entries(texts)) {
    if (text === "" || text.length > MAX_TEXT_LENGTH) return `${field}: empty or too long`;
    if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>]|^[=+@\t]/u.test(text)) return `${field}: unsafe characters`;
  }
  return null;
}

/** The first fault of a row, with the name of its field. */
export function rowFault(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") || "row"}: ${issue?.message ?? "not as documented"}`;
}

/** A vendor's amount in dollars, or null for anything but a plain decimal. */
export function amount(usd: string | number): MicroUsd | null {
  try {
    return parseMicroUsd(usd);
  } catch (error) {
    if (error instanceof AppError) return null;
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

export function skip(externalId: string, reason: string | Refusal): SkippedRow {
  if (typeof reason === "string") return { externalId: visible(externalId), reason: visible(reason) };
  const { refused, unmapped } = reason;
  const name = unmapped && { ...unmapped, raw: visible(unmapped.raw) };
  return { externalId: visible(externalId), reason: visible(refused), ...(name ? { unmapped: name } : {}) };
}

/** The refusal of a GPU whose name is unknown: it waits for a person to map it. VRAM is of one card, as stated. */
export function unmappedGpu(raw: string, vramGib: number | null, refused: string): Refusal {
  return { refused, unmapped: { kind: "gpu", raw, vramGib } };
}

/** A vendor's text made safe for a report: it may contain the very characters that it was refused for. */
export function visible(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.replace(/[\p{C}<>]/gu, "\uFFFD").slice(0, MAX_TEXT_LENGTH);
}
