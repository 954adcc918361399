import benchmarkNotes from "./en/benchmark-notes.json";
import bestPrices from "./en/best-prices.json";
import compare from "./en/compare.json";
import criteria from "./en/criteria.json";
import door from "./en/door.json";
import errors from "./en/errors.json";
import forms from "./en/forms.json";
import gpuHistory from "./en/gpu-history.json";
import gpus from "./en/gpus.json";
import groupPrices from "./en/group-prices.json";
import issues from "./en/issues.json";
import landing from "./en/landing.json";
import model from "./en/model.json";
import models from "./en/models.json";
import notFound from "./en/not-found.json";
import offer from "./en/offer.json";
import offers from "./en/offers.json";
import palette from "./en/palette.json";
import providers from "./en/providers.json";
import reasons from "./en/reasons.json";
import rentOrCall from "./en/rent-or-call.json";
import rowReasons from "./en/row-reasons.json";
import scoring from "./en/scoring.json";
import site from "./en/site.json";
import source from "./en/source.json";
import status from "./en/status.json";
import table from "./en/table.json";
import unmapped from "./en/unmapped.json";

/** Every English text, one file per namespace. Add a namespace here and in `spanish.ts`. */
export const english = {
  site,
  palette,
  source,
  benchmarkNotes,
  bestPrices,
  criteria,
  scoring,
  groupPrices,
  issues,
  forms,
  offers,
  landing,
  door,
  errors,
  notFound,
  offer,
  compare,
  status,
  providers,
  gpus,
  models,
  model,
  table,
  unmapped,
  reasons,
  rowReasons,
  rentOrCall,
  gpuHistory,
};
