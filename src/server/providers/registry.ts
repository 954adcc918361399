import { aws } from "./aws";
import { azure } from "./azure";
import type { Provider } from "./contract";
import { coreweave } from "./coreweave";
import { deepinfra } from "./deepinfra";
import { fireworks } from "./fireworks";
import { google } from "./google";
import { groq } from "./groq";
import { huggingface } from "./huggingface";
import { lambda } from "./lambda";
import { paperspace } from "./paperspace";
import { replicate } from "./replicate";
import { runpod } from "./runpod";
import { shadeform } from "./shadeform";
import { together } from "./together";
import { vastai } from "./vastai";
import { verda } from "./verda";
import { vultr } from "./vultr";

/** Every provider there is: one line here, one adapter, one fixture. A test checks that the three agree. */
export const providers: readonly Provider[] = [
  aws,
  azure,
  coreweave,
  deepinfra,
  fireworks,
  google,
  groq,
  huggingface,
  lambda,
  paperspace,
  replicate,
  runpod,
  shadeform,
  together,
  vastai,
  verda,
  vultr,
];

/** The provider with this slug, or null. */
export function providerBySlug(slug: string): Provider | null {
  return providers.find((provider) => provider.slug === slug) ?? null;
}
