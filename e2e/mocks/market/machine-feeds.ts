import { answerCoreweaveMachines } from "./coreweave-machines";
import type { MachineFeed } from "./fleet";
import { answerLambdaMachines } from "./lambda-machines";
import { answerPaperspaceMachines } from "./paperspace-machines";
import type { SimulatedProvider } from "./state";
import { answerVerdaMachines } from "./verda-machines";
import { answerVultrMachines } from "./vultr-machines";

/** The renting half of each feed, by provider; a feed without a line here rents nothing. */
export const machineFeeds: Partial<Record<SimulatedProvider, MachineFeed>> = {
  coreweave: answerCoreweaveMachines,
  lambda: answerLambdaMachines,
  paperspace: answerPaperspaceMachines,
  verda: answerVerdaMachines,
  vultr: answerVultrMachines,
};
