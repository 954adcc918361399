import { answerAwsMachines } from "./aws-machines";
import { answerAzureMachines } from "./azure-machines";
import type { MachineFeed } from "./fleet";
import { answerGoogleMachines } from "./google-machines";
import { answerLambdaMachines } from "./lambda-machines";
import type { SimulatedProvider } from "./state";

/** The renting half of each feed, by provider; a feed without a line here rents nothing. */
export const machineFeeds: Partial<Record<SimulatedProvider, MachineFeed>> = {
  aws: answerAwsMachines,
  azure: answerAzureMachines,
  google: answerGoogleMachines,
  lambda: answerLambdaMachines,
};
