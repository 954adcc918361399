import type { MachineFeed } from "./fleet";
import { answerLambdaMachines } from "./lambda-machines";
import { answerRunpodMachines } from "./runpod-machines";
import { answerShadeformMachines } from "./shadeform-machines";
import type { SimulatedProvider } from "./state";
import { answerTogetherMachines } from "./together-machines";
import { answerVastaiMachines } from "./vastai-machines";

/** The renting half of each feed, by provider; a feed without a line here rents nothing. */
export const machineFeeds: Partial<Record<SimulatedProvider, MachineFeed>> = {
  lambda: answerLambdaMachines,
  together: answerTogetherMachines,
  runpod: answerRunpodMachines,
  shadeform: answerShadeformMachines,
  vastai: answerVastaiMachines,
};
