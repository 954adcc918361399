import { type AttentionLayers, cacheBytesPerGpu } from "./attention";

export type WorkloadKind = "inference" | "training" | "fine_tuning" | "image_generation" | "general";

/** Shape of a model. With it, KV cache and activations are exact instead of approximate. */
type Shape = { layers: number; hiddenSize: number; attention: readonly AttentionLayers[] };

export type Workload = {
  kind: WorkloadKind;
  /** All parameters that must be resident, including every expert of a mixture and, for images, the text encoders and decoder. */
  parametersBillion: number;
  /** Size of the stored weights: 4, 2, 1, or 0.5 for 4 bits. Training ignores it: mixed precision always takes 16 bytes. */
  bytesPerParameter: number;
  /** Prompt plus answer, per sequence. Image generation: latent tokens, one per 16 x 16 pixels (1024 x 1024 = 4096). */
  contextTokens: number;
  /** Sequences or images in memory at once. */
  batch: number;
  architecture?: Shape;
};

export type MemoryPart =
  | "weights"
  | "kv_cache"
  | "state"
  | "adapters"
  | "optimizer_states"
  | "activations"
  | "image_decoder"
  | "overhead";

export type Requirements =
  | {
      kind: "requirements";
      /** Enough to run, with nothing to spare. Total over all GPUs; the sum of `reasons`. */
      minVramGib: number;
      /** Enough to run without recomputing activations, with 20 % free for bursts and fragmentation. */
      recommendedVramGib: number;
      reasons: { label: MemoryPart; gib: number }[];
    }
  | { kind: "impossible"; why: "invalid_input" | "larger_than_any_machine" };

export type OfferFit = {
  fits: boolean;
  why: "fits_recommended" | "fits_minimum_only" | "too_little_vram" | "unknown_vram" | "impossible_workload";
  totalVramGib: number | null;
  /** VRAM missing to the minimum; 0 when it fits, null when unknown. */
  missingGib: number | null;
};

const GIB = 2 ** 30;
/** The largest single memory domain on sale: 72 GPUs of 288 GB (GB300 NVL72). */
export const LARGEST_MACHINE_GIB = 72 * 288;
/** CUDA context, framework and fragmentation. vLLM also keeps a tenth free by default (gpu_memory_utilization 0.9). */
export const OVERHEAD = 0.1;
export const HEADROOM = 1.2;
const CACHE_BITS = 16;
/** Adam in mixed precision: 2 weights + 2 gradients + 12 master copy and moments. Rajbhandari et al., ZeRO, 2020, section 3. */
const TRAINING_WEIGHT_BYTES = 2;
const TRAINING_STATE_BYTES = 14;
/** Adapter size as a share of the model: rank 32 on every linear layer of Llama 3 8B is 84 million. Hu et al., LoRA, 2021. */
const ADAPTER_SHARE = 0.01;
/** Bytes per token, layer and hidden unit. Korthikanti et al., Reducing Activation Recomputation, 2022, eq. 1 less the part
 *  quadratic in length, which fused attention does not store; with full recomputation only the 2-byte input is kept. */
const ACTIVATION_BYTES = 34;
const CHECKPOINT_BYTES = 2;
/** Two fp16 maps of 256 channels at full resolution, 256 pixels per token: the widest step of the SD and SDXL decoders. */
const DECODER_BYTES_PER_TOKEN = 2 * 256 * 2 * 256;

/**
 * VRAM that a workload needs, computed part by part.
 *
 * weights = parameters x bytes. Inference adds the cache of every sequence on one GPU (`attention.ts`).
 * Training replaces weights by 2 + 14 bytes per parameter (Adam, mixed precision) and adds activations. Fine-tuning is LoRA:
 * frozen weights, 16 bytes per adapter parameter, activations. Image generation adds one layer's activations and one decoded
 * image. General has only weights. All kinds add 10 % overhead.
 *
 * Without `architecture`, `approximateShape` and `cacheBytes` approximate the shape: only for a size that names no model.
 *
 * @returns `impossible` for figures that are not positive and finite, and for needs beyond the largest machine on sale.
 */
export function workloadRequirements(workload: Workload): Requirements {
  if (!isValid(workload)) return { kind: "impossible", why: "invalid_input" };
  const parts = memoryParts(workload, CHECKPOINT_BYTES);
  const recommendedParts = memoryParts(workload, ACTIVATION_BYTES);
  const reasons = withOverhead(parts);
  const minVramGib = sum(reasons);
  if (minVramGib > LARGEST_MACHINE_GIB) return { kind: "impossible", why: "larger_than_any_machine" };
  const recommendedVramGib = sum(withOverhead(recommendedParts)) * HEADROOM;
  return { kind: "requirements", minVramGib, recommendedVramGib, reasons };
}

/**
 * Whether the GPUs of an offer together hold the workload.
 *
 * @param offer VRAM per GPU, null when unknown, and number of GPUs (below 1 for a fraction of a card). For several GPUs we assume
 *   that the software splits the model evenly (tensor or pipeline parallelism), so only the total counts.
 */
export function fitsOffer(
  requirements: Requirements,
  offer: { vramGib: number | null; gpuCount: number },
): OfferFit {
  const totalVramGib = offer.vramGib === null ? null : offer.vramGib * offer.gpuCount;
  if (requirements.kind === "impossible")
    return { fits: false, why: "impossible_workload", totalVramGib, missingGib: null };
  if (totalVramGib === null || !(totalVramGib > 0))
    return { fits: false, why: "unknown_vram", totalVramGib: null, missingGib: null };
  if (totalVramGib < requirements.minVramGib) {
    const missingGib = requirements.minVramGib - totalVramGib;
    return { fits: false, why: "too_little_vram", totalVramGib, missingGib };
  }
  const meetsRecommendation = totalVramGib >= requirements.recommendedVramGib;
  return {
    fits: true,
    why: meetsRecommendation ? "fits_recommended" : "fits_minimum_only",
    totalVramGib,
    missingGib: 0,
  };
}

type Parts = { label: MemoryPart; gib: number }[];

function memoryParts(workload: Workload, activationBytes: number): Parts {
  const parameters = workload.parametersBillion * 1e9;
  const tokens = workload.contextTokens * workload.batch;
  const { layers, hiddenSize } = workload.architecture ?? approximateShape(parameters);
  const weights = part("weights", parameters * workload.bytesPerParameter);
  // The layer that is being computed is always kept in full.
  const activations = part(
    "activations",
    tokens * hiddenSize * (activationBytes * (layers - 1) + ACTIVATION_BYTES),
  );
  switch (workload.kind) {
    case "general":
      return [weights];
    case "inference":
      return [weights, part("kv_cache", workload.batch * cacheBytes(workload))];
    case "training":
      return [
        part("weights", parameters * TRAINING_WEIGHT_BYTES),
        part("optimizer_states", parameters * TRAINING_STATE_BYTES),
        activations,
      ];
    case "fine_tuning": {
      const adapterParameters = parameters * ADAPTER_SHARE;
      return [
        weights,
        part("adapters", adapterParameters * TRAINING_WEIGHT_BYTES),
        part("optimizer_states", adapterParameters * TRAINING_STATE_BYTES),
        activations,
      ];
    }
    case "image_generation":
      return [
        weights,
        part("activations", tokens * hiddenSize * ACTIVATION_BYTES),
        // The images of a batch are decoded one after another.
        part("image_decoder", workload.contextTokens * DECODER_BYTES_PER_TOKEN),
      ];
    default:
      return workload.kind satisfies never;
  }
}

/**
 * Cache of one sequence. For an unknown architecture: 128 KiB x (billions / 8) ^ 0.42 a token, which matches Llama 3 8B (128 KiB)
 * and 70B (320 KiB) and overstates 405B by a third. Models with one cache head per query head (Llama 2 7B) need four times as much.
 */
function cacheBytes({ architecture, parametersBillion, contextTokens }: Workload): number {
  if (architecture === undefined) return contextTokens * 128 * 1024 * (parametersBillion / 8) ** 0.42;
  return cacheBytesPerGpu(architecture.attention, { tokens: contextTokens, cacheBits: CACHE_BITS, gpus: 1 });
}

/** Depth and width of a dense transformer: parameters = 12 x layers x hidden squared (Kaplan 2020), hidden = 128 x layers. */
function approximateShape(parameters: number): { layers: number; hiddenSize: number } {
  const layers = Math.max(1, Math.cbrt(parameters / (12 * 128 * 128)));
  return { layers, hiddenSize: 128 * layers };
}

function isValid({
  parametersBillion,
  bytesPerParameter,
  contextTokens,
  batch,
  architecture,
}: Workload): boolean {
  const shape = architecture ? [architecture.layers, architecture.hiddenSize] : [];
  return [parametersBillion, bytesPerParameter, contextTokens, batch, ...shape].every(
    (value) => value > 0 && Number.isFinite(value),
  );
}

function part(label: MemoryPart, bytes: number): Parts[number] {
  return { label, gib: bytes / GIB };
}

function withOverhead(parts: Parts): Parts {
  return [...parts, { label: "overhead", gib: sum(parts) * OVERHEAD }];
}

function sum(parts: Parts): number {
  return parts.reduce((total, { gib }) => total + gib, 0);
}
