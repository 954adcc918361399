/**
 * The time of the server in this browser. No wall clock is asked: a browser's may be hours wrong, and then every age would be.
 * What the server has said is carried on by the browser's stopwatch.
 */
export type ServerClock = {
  /** Takes in a time that came with a page, which may have waited in a cache: the true time is no earlier. */
  takePage(statedMs: number): void;
  /** Takes in a time that the server stated between the two readings of the stopwatch. */
  takeAnswer(statedMs: number, sentMs: number, receivedMs: number): void;
  /** Milliseconds since 1970; null before the server has said anything. */
  nowMs(): number | null;
};

export function createServerClock(elapsedMs: () => number): ServerClock {
  /** The server's time when the stopwatch stood at 0. */
  let startMs: number | null = null;
  return {
    takePage(statedMs) {
      startMs = Math.max(startMs ?? Number.NEGATIVE_INFINITY, statedMs - elapsedMs());
    },
    takeAnswer(statedMs, sentMs, receivedMs) {
      const [earliest, latest] = [statedMs - receivedMs, statedMs - sentMs];
      startMs = Math.min(latest, Math.max(startMs ?? earliest, earliest));
    },
    nowMs: () => (startMs === null ? null : startMs + elapsedMs()),
  };
}

/** The one clock of the page. */
export const serverClock = createServerClock(() => performance.now());

/** The header in which an answer of our API states the server's time. */
export const SERVER_TIME_HEADER = "x-server-time";

/** `fetch` that learns the server's time from each answer. */
export const fetchWithTime: typeof fetch = async (input, init) => {
  const sentMs = performance.now();
  const response = await fetch(input, init);
  const statedMs = Date.parse(response.headers.get(SERVER_TIME_HEADER) ?? "");
  if (!Number.isNaN(statedMs)) serverClock.takeAnswer(statedMs, sentMs, performance.now());
  return response;
};
