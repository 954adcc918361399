import { AppError } from "@/domain/errors";
import { type Model, modelById } from "@/domain/model/model";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { endedModels, type ServedModel, servedModels } from "./served-models";

/** `ended` has what providers once sold: it is in no ranking. */
export type ModelDetail = { model: Model; offers: ServedModel[]; ended: ServedModel[] };

/**
 * One model with all offers that serve it, cheapest input first.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function getModel(ctx: Context, id: string): Promise<ModelDetail> {
  await authorize(ctx, "market.read");
  const model = modelOrThrow(id);
  const [offers, ended] = await Promise.all([
    servedModels(ctx, { modelId: id }),
    endedModels(ctx, { modelId: id }),
  ]);
  return { model, offers, ended };
}

/** @throws {AppError} NOT_FOUND */
export function modelOrThrow(id: string): Model {
  const model = modelById(id);
  if (!model)
    throw new AppError("NOT_FOUND", `no model ${id}`, {
      reason: { code: "model.not_found", parameters: { id } },
    });
  return model;
}
