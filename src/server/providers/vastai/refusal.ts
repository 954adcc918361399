import { z } from "zod";
import type { MachineAnswer } from "../machines/contract";
import { type Meaning, type RefusalShape, refusalsOf, statusesBesideCodes } from "../machines/refusal-shape";

/** The codes of `error`; the one that Vast.ai's pages leave out (insufficient_credit) occurs in answers. */
const faults: Readonly<Record<string, Meaning>> = {
  auth_error: "auth",
  insufficient_credit: "no_balance",
  invalid_args: "invalid",
  invalid_price: "invalid",
  no_ssh_key_for_vm: "invalid",
  no_such_instance: "gone",
};

const failure = z.object({ success: z.literal(false), error: z.string(), msg: z.string().nullish() });

const shape: RefusalShape<z.infer<typeof failure>> = {
  slug: "vastai",
  source: "github.com/vast-ai/docs c624622, api-reference/openapi, rate-limits-and-errors.mdx (2026-11-23)",
  body: failure,
  read: ({ error, msg }) => ({
    meaning: faults[error] ?? null,
    words: [error, msg].filter((word) => word).join(": "),
  }),
  byStatus: statusesBesideCodes,
};

export const refusal = refusalsOf(shape);

/** 404: "offer not found or not available"; 410: it cannot start now. Their codes differ from case to case. */
export const launchRefusal = refusalsOf({
  ...shape,
  read: (body, answer) => {
    const { meaning, words } = shape.read(body, answer);
    const isTaken = answer.status === 404 || answer.status === 410;
    return { meaning: isTaken ? "no_capacity" : meaning, words };
  },
});

/** The search answers 404 to a wrong key, and may leave out everything but these words. */
export const searchRefusal = refusalsOf({
  ...shape,
  body: z.union([
    failure,
    z.object({ msg: z.literal("Invalid user key") }).transform(({ msg }) => ({
      success: false as const,
      error: "auth_error",
      msg,
    })),
  ]),
});

/** Whether a body is a refusal; some come under status 200. */
export function isRefusal({ json }: MachineAnswer): boolean {
  return failure.safeParse(json).success;
}

/** The instance that a refused launch has left behind; null if it names none. */
export function contractIn({ json }: MachineAnswer): number | null {
  return z.object({ new_contract: z.number().int() }).safeParse(json).data?.new_contract ?? null;
}
