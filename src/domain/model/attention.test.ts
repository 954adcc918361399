import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attentionFlops, cacheBytesPerGpu, cacheProfile, headsDivideBy } from "./attention";
import { modelById, models } from "./model";

const KIB = 1024;

function attentionOf(id: string) {
  const attention = modelById(id)?.architecture?.attention;
  if (!attention) throw new Error(`no shape of ${id}`);
  return attention;
}
const bytesOf = (id: string, tokens: number, gpus = 1, cacheBits = 16) =>
  cacheBytesPerGpu(attentionOf(id), { tokens, cacheBits, gpus });
const shaped = models.flatMap(({ id, architecture }) => (architecture ? [{ id, architecture }] : []));

describe("the cache of one sequence", () => {
  it.each([
    // Multi-head: 2 x 32 layers x 32 heads x 128 x 2 bytes.
    ["llama-2-7b-chat", 512],
    ["phi-3-mini-128k-instruct", 384],
    // Grouped-query.
    ["llama-3.1-8b-instruct", 128],
    ["llama-3.3-70b-instruct", 320],
    ["llama-3.1-405b-instruct", 504],
    ["qwen2.5-7b-instruct", 56],
    ["qwen3-235b-a22b", 188],
    ["minimax-m2", 248],
    ["glm-4.5-air", 184],
    // Multi-query.
    ["gemma-2b-it", 18],
    // Latent: 61 layers x (512 + 64) x 2 bytes.
    ["deepseek-v3", 68.625],
    ["deepseek-v3.2", 68.625],
    ["kimi-k2-instruct", 68.625],
    ["glm-5", 87.75],
    // Only the layers without a window or a state.
    ["gpt-oss-120b", 36],
    ["gemma-3-27b-it", 160 / 2],
    ["llama-4-scout-17b-16e-instruct", 48],
    ["qwen3-next-80b-a3b-instruct", 24],
    ["nemotron-3-nano-30b-a3b", 6],
    ["mistral-7b-v0.1", 0],
    ["mimo-v2-flash", (9 * 4 * 320 * 2) / 1024],
  ])("of %s grows by %d KiB a token", (id, kib) => {
    expect(cacheProfile(attentionOf(id)).perToken / KIB).toBeCloseTo(kib, 6);
  });

  it("adds the index of sparse attention: 128 + 4 bytes a token in each layer that keeps one", () => {
    expect(cacheProfile(attentionOf("deepseek-v3.2")).indexPerToken).toBe(61 * 132);
    expect(cacheProfile(attentionOf("glm-5.2")).indexPerToken).toBe(21 * 132);
    expect(bytesOf("deepseek-v3.2", 1000)).toBe(1000 * 61 * (1152 + 132));
  });

  it.each([
    ["mistral-7b-v0.1", 4096],
    ["gpt-oss-20b", 128],
    ["gemma-3-12b-it", 1024],
    ["gemma-2-9b-it", 4096],
  ])("of %s has windows of %d tokens that stop to grow", (id, window) => {
    const { perToken, windows } = cacheProfile(attentionOf(id));
    expect(bytesOf(id, 3 * window) - bytesOf(id, 2 * window)).toBe(window * perToken);
    expect(bytesOf(id, window) - bytesOf(id, window - 1)).toBeCloseTo(perToken + windows / window, 6);
  });

  it.each([
    // 36 layers x (32 value heads x 128 x 128 x 4 bytes + 8,192 channels x 3 x 2 bytes).
    ["qwen3-next-80b-a3b-instruct", 36 * (32 * 128 * 128 * 4 + 8192 * 3 * 2)],
    // 23 layers x (64 heads x 64 x 128 x 4 bytes + (4,096 + 2,048) channels x 3 x 2 bytes).
    ["nemotron-3-nano-30b-a3b", 23 * (64 * 64 * 128 * 4 + 6144 * 3 * 2)],
  ])("of %s has a state that does not depend on the length", (id, bytes) => {
    const { state, perToken } = cacheProfile(attentionOf(id));
    expect(state).toBe(bytes);
    expect(bytesOf(id, 100_000) - bytesOf(id, 1)).toBe(99_999 * perToken);
  });
});

describe("the cache on several GPUs", () => {
  it("is divided by heads, and repeated where there are more GPUs than heads", () => {
    const onOne = bytesOf("llama-3.3-70b-instruct", 1000);
    expect(bytesOf("llama-3.3-70b-instruct", 1000, 8)).toBe(onOne / 8);
    expect(bytesOf("llama-3.3-70b-instruct", 1000, 16)).toBe(onOne / 8);
    expect(bytesOf("qwen3-235b-a22b", 1000, 8)).toBe(bytesOf("qwen3-235b-a22b", 1000) / 4);
  });

  it("is whole on every GPU if it is a latent", () => {
    expect(bytesOf("deepseek-v3.2", 1000, 8)).toBe(bytesOf("deepseek-v3.2", 1000));
  });

  it("halves at 8 bits, except index and state", () => {
    expect(bytesOf("llama-3.3-70b-instruct", 1000, 1, 8)).toBe(bytesOf("llama-3.3-70b-instruct", 1000) / 2);
    expect(bytesOf("deepseek-v3.2", 1, 1, 8)).toBe(61 * (576 + 132));
    const { perToken, state } = cacheProfile(attentionOf("qwen3-next-80b-a3b-instruct"));
    expect(bytesOf("qwen3-next-80b-a3b-instruct", 1000, 1, 8)).toBe(500 * perToken + state);
  });

  it("knows among how many GPUs the heads can be divided", () => {
    const divides = (id: string) => [1, 2, 4, 8, 16].filter((gpus) => headsDivideBy(attentionOf(id), gpus));
    expect(divides("llama-3.3-70b-instruct")).toEqual([1, 2, 4, 8, 16]);
    expect(divides("phi-4")).toEqual([1, 2]);
    expect(divides("qwen2.5-7b-instruct")).toEqual([1, 2, 4]);
    expect(divides("deepseek-v3")).toEqual([1, 2, 4, 8, 16]);
  });

  it("never needs more on one of several GPUs, nor less on all of them together, whatever the model", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shaped),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom(2, 4, 8),
        ({ architecture: { attention } }, tokens, gpus) => {
          const question = { tokens, cacheBits: 16 };
          const [one, several] = [1, gpus].map((count) =>
            cacheBytesPerGpu(attention, { ...question, gpus: count }),
          );
          expect(several).toBeLessThanOrEqual(one ?? 0);
          expect((several ?? 0) * gpus).toBeGreaterThanOrEqual((one ?? 0) * (1 - 1e-12));
        },
      ),
    );
  });
});

describe("the work of attention", () => {
  it("is two operations per figure of key and value of every query head, within the window", () => {
    expect(attentionFlops(attentionOf("llama-3.3-70b-instruct"), 1000)).toBe(4 * 80 * 8192 * 1000);
    const full = attentionFlops(attentionOf("gpt-oss-120b"), 128);
    expect(attentionFlops(attentionOf("gpt-oss-120b"), 256)).toBe(full * 1.5);
    // Wider than the model: 128 heads of 192 and 128.
    expect(attentionFlops(attentionOf("deepseek-v3"), 1000)).toBe(2 * 61 * 128 * (192 + 128) * 1000);
  });
});
