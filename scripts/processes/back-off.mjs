// How long to wait before something that failed is tried again, and how often to say so. Nothing is ever given up.

const firstDelayMs = 250;
/** Short enough that whatever comes back is in use again within seconds. */
const longestDelayMs = 10_000;

/** The pause after this many failures in a row: 250 ms, doubled each time up to 10 s. */
export function retryDelayMs(failures) {
  return Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
}

/** Whether to report this failure: the first three in a row, then the 4th, 8th, 16th and so on. */
export function isReported(failures) {
  return failures <= 3 || Number.isInteger(Math.log2(failures));
}
