import { aws } from "./clouds/aws/cloud";
import { azure } from "./clouds/azure/cloud";
import type { SimulatedCloud } from "./clouds/cloud";
import { coreweave } from "./clouds/coreweave/cloud";
import { deepinfra } from "./clouds/deepinfra/cloud";
import { fireworks } from "./clouds/fireworks/cloud";
import { google } from "./clouds/google/cloud";
import { groq } from "./clouds/groq/cloud";
import { huggingface } from "./clouds/huggingface/cloud";
import { lambda } from "./clouds/lambda/cloud";
import { paperspace } from "./clouds/paperspace/cloud";
import { replicate } from "./clouds/replicate/cloud";
import { runpod } from "./clouds/runpod/cloud";
import { shadeform } from "./clouds/shadeform/cloud";
import { together } from "./clouds/together/cloud";
import { vastai } from "./clouds/vastai/cloud";
import { verda } from "./clouds/verda/cloud";
import { vultr } from "./clouds/vultr/cloud";

/** All clouds draw from one random stream in this order. Add new clouds at the end, so that the others do not change. */
const registered = [
  vastai,
  runpod,
  azure,
  aws,
  vultr,
  lambda,
  paperspace,
  verda,
  shadeform,
  google,
  groq,
  deepinfra,
  together,
  coreweave,
  huggingface,
  replicate,
  fireworks,
] as const;

export type SimulatedProvider = (typeof registered)[number]["slug"];

/** Every simulated cloud. */
export const clouds: readonly SimulatedCloud<SimulatedProvider>[] = registered;

export const simulatedProviders: readonly SimulatedProvider[] = clouds.map(({ slug }) => slug);

export function cloudBySlug(slug: string): SimulatedCloud<SimulatedProvider> | null {
  return clouds.find((cloud) => cloud.slug === slug) ?? null;
}
