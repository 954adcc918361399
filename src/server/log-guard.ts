/** What was left out of the log in one window. */
export type Suppressed = { suppressed: number; room: string; line: string };

export type LogGuard = {
  /** Whether a line may be written: a warning or error at most {@link MOST_PER_WINDOW} times a minute. */
  admits: (room: unknown, given: readonly unknown[], level: number) => boolean;
  /** Calls `listener` at the end of a window for each line that was left out in it. */
  onSummary: (listener: (suppressed: Suppressed) => void) => void;
};

/** What an operator needs to see a fault and its first causes. */
const MOST_PER_WINDOW = 10;
const WINDOW_MS = 60_000;
/** Levels of pino: below are lines that are asked for, above is the last word of a process. */
const WARN = 40;
const ERROR = 50;
/** Messages are constants; if one ever is not, the rest share one count. */
const MOST_KINDS = 500;

/** Counts lines by room and message, so that no fault can fill the disk with its own report. Timed by the monotonic clock. */
export function createLogGuard(): LogGuard {
  const counts = new Map<string, { room: string; line: string; count: number }>();
  let tell: (suppressed: Suppressed) => void = () => undefined;
  let endsAtMs = 0;
  let timer: NodeJS.Timeout | undefined;

  function endWindow(): void {
    const ended = [...counts.values()];
    counts.clear();
    for (const { room, line, count } of ended)
      if (count > MOST_PER_WINDOW) tell({ suppressed: count - MOST_PER_WINDOW, room, line });
  }

  function begin(): void {
    endsAtMs = performance.now() + WINDOW_MS;
    clearTimeout(timer);
    timer = setTimeout(endWindow, WINDOW_MS).unref();
  }

  return {
    admits: (room, given, level) => {
      if (level !== WARN && level !== ERROR) return true;
      // A timer that is late, as after a long pause of the process, must not lengthen a window.
      if (counts.size > 0 && performance.now() > endsAtMs + WINDOW_MS) endWindow();
      if (counts.size === 0) begin();
      const line = counts.size < MOST_KINDS ? lineOf(given) : "";
      const key = `${String(room)} ${line}`;
      const known = counts.get(key) ?? { room: String(room), line, count: 0 };
      known.count += 1;
      counts.set(key, known);
      return known.count <= MOST_PER_WINDOW;
    },
    onSummary: (listener) => {
      tell = listener;
    },
  };
}

/** The message of a call of pino: (fields, message), (message) or (error). */
function lineOf([first, second]: readonly unknown[]): string {
  if (typeof first === "string") return first;
  if (typeof second === "string") return second;
  return first instanceof Error ? first.message : "";
}
