import { answerAwsMachines } from "./aws/machines";
import { answerAzureMachines } from "./azure/machines";
import { answerCoreweaveMachines } from "./coreweave/machines";
import { answerDeepinfraMachines } from "./deepinfra/machines";
import { answerFireworksMachines } from "./fireworks/machines";
import type { MachineFeed } from "./fleet";
import { answerGoogleMachines } from "./google/machines";
import { answerHuggingfaceMachines } from "./huggingface/machines";
import { answerLambdaMachines } from "./lambda/machines";
import { answerPaperspaceMachines } from "./paperspace/machines";
import { answerReplicateMachines } from "./replicate/machines";
import { answerRunpodMachines } from "./runpod/machines";
import { answerShadeformMachines } from "./shadeform/machines";
import type { SimulatedProvider } from "./state";
import { answerTogetherMachines } from "./together/machines";
import { answerVastaiMachines } from "./vastai/machines";
import { answerVerdaMachines } from "./verda/machines";
import { answerVultrMachines } from "./vultr/machines";

/** The renting half of each feed, by provider; a feed without a line here rents nothing. */
export const machineFeeds: Partial<Record<SimulatedProvider, MachineFeed>> = {
  coreweave: answerCoreweaveMachines,
  aws: answerAwsMachines,
  azure: answerAzureMachines,
  google: answerGoogleMachines,
  deepinfra: answerDeepinfraMachines,
  lambda: answerLambdaMachines,
  together: answerTogetherMachines,
  runpod: answerRunpodMachines,
  shadeform: answerShadeformMachines,
  vastai: answerVastaiMachines,
  paperspace: answerPaperspaceMachines,
  verda: answerVerdaMachines,
  vultr: answerVultrMachines,
  fireworks: answerFireworksMachines,
  huggingface: answerHuggingfaceMachines,
  replicate: answerReplicateMachines,
};
