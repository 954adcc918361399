import benchmarkNotes from "./es/benchmark-notes.json";
import bestPrices from "./es/best-prices.json";
import compare from "./es/compare.json";
import criteria from "./es/criteria.json";
import door from "./es/door.json";
import errors from "./es/errors.json";
import forms from "./es/forms.json";
import gpuHistory from "./es/gpu-history.json";
import gpus from "./es/gpus.json";
import groupPrices from "./es/group-prices.json";
import issues from "./es/issues.json";
import landing from "./es/landing.json";
import model from "./es/model.json";
import models from "./es/models.json";
import notFound from "./es/not-found.json";
import offer from "./es/offer.json";
import offers from "./es/offers.json";
import palette from "./es/palette.json";
import providers from "./es/providers.json";
import reasons from "./es/reasons.json";
import rentOrCall from "./es/rent-or-call.json";
import rowReasons from "./es/row-reasons.json";
import scoring from "./es/scoring.json";
import site from "./es/site.json";
import source from "./es/source.json";
import status from "./es/status.json";
import table from "./es/table.json";
import unmapped from "./es/unmapped.json";

/** Every Spanish text, in files with the same names as the English ones. */
export const spanish = {
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
