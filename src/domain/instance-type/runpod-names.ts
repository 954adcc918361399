/**
 * RunPod's ids of GPUs that do not say the card's form, and the name that does.
 *
 * From docs.runpod.io/references/gpu-types: the id "NVIDIA H200" is the "H200 SXM"; the NVL has an id of its own.
 */
export const runpodNames: ReadonlyMap<string, string> = new Map([["NVIDIA H200", "NVIDIA H200 SXM"]]);
