import { aws } from "./aws/offers";
import { azure } from "./azure/offers";
import type { Provider } from "./contract";
import { coreweave } from "./coreweave/offers";
import { deepinfra } from "./deepinfra/offers";
import { fireworks } from "./fireworks/offers";
import { google } from "./google/offers";
import { groq } from "./groq/offers";
import { huggingface } from "./huggingface/offers";
import { lambda } from "./lambda/offers";
import { paperspace } from "./paperspace/offers";
import { replicate } from "./replicate/offers";
import { runpod } from "./runpod/offers";
import { shadeform } from "./shadeform/offers";
import { together } from "./together/offers";
import { vastai } from "./vastai/offers";
import { verda } from "./verda/offers";
import { vultr } from "./vultr/offers";

/** Every provider: one line here, one folder with its feed and fixture. A test checks that they agree. */
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
