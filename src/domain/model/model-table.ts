import { alibabaModels } from "./table/alibaba";
import { deepseekModels } from "./table/deepseek";
import { derivedModels } from "./table/derived";
import { googleModels } from "./table/google";
import { metaModels } from "./table/meta";
import { microsoftModels } from "./table/microsoft";
import { minimaxModels } from "./table/minimax";
import { mistralModels } from "./table/mistral";
import { moonshotModels } from "./table/moonshot";
import { nvidiaModels } from "./table/nvidia";
import { openaiModels } from "./table/openai";
import { othersModels } from "./table/others";
import type { ModelGroup } from "./table/row";
import { zaiModels } from "./table/zai";

/**
 * Every model that our price feeds name or that people rent GPUs for, with figures from its published card and config.
 *
 * Same weights, same id. A different size, version, date, base or instruct, vision or text, reasoning or not, or further
 * training makes a different model. The same checkpoint served in fewer bits ("Turbo", "Lite", FP8, NVFP4), with a shorter context
 * or with speculative decoding does not: the provider says so in its name for the model, which every price keeps and shows.
 */
export const modelGroups: readonly ModelGroup[] = [
  ...metaModels,
  ...openaiModels,
  ...deepseekModels,
  ...moonshotModels,
  ...alibabaModels,
  ...googleModels,
  ...mistralModels,
  ...microsoftModels,
  ...zaiModels,
  ...minimaxModels,
  ...nvidiaModels,
  ...derivedModels,
  ...othersModels,
];
