import { answerFireworksMachines } from "./fireworks-machines";
import type { MachineFeed } from "./fleet";
import { answerHuggingfaceMachines } from "./huggingface-machines";
import { answerLambdaMachines } from "./lambda-machines";
import { answerReplicateMachines } from "./replicate-machines";
import type { SimulatedProvider } from "./state";

/** The renting half of each feed, by provider; a feed without a line here rents nothing. */
export const machineFeeds: Partial<Record<SimulatedProvider, MachineFeed>> = {
  fireworks: answerFireworksMachines,
  huggingface: answerHuggingfaceMachines,
  lambda: answerLambdaMachines,
  replicate: answerReplicateMachines,
};
