import { pollEveryMs } from "@/server/feeds/poll-every";
import { recordedEveryMs } from "@/server/market-index/recorded-every";
import { byMarket } from "@/server/mode";
import { clickhouseUrl } from "@/server/price-history/store/choose";
import { providers } from "@/server/providers/registry";
import { mayFindKeys } from "@/server/secrets";
import { type JobName, type JobPayload, jobNames, type jobs, type Repetition, specOf } from "./catalog";

/** One repeated job. A second schedule with the same key replaces the first. */
export type Schedule = {
  key: string;
  job: JobName;
  payload: Record<string, unknown>;
  repetition: Repetition;
};

/** The pause between the first polls of two feeds, so that feeds with the same interval do not all start together. */
const SPREAD_MS = 1000;
const SIMULATED_SPREAD_MS = 200;
/** Short, so that few rows wait in PostgreSQL. A run that finds nothing costs four empty reads. */
const MOVE_POINTS_EVERY_MS = 10_000;

type Options = { simulatedPollMs?: number };

/** Exhaustive: a job whose schedule depends on the settings and that has no line here does not compile. */
const bySettings: { [Name in ScheduledBySettings]: (options: Options) => Schedule[] } = {
  "poll-provider": pollSchedules,
  "record-index": () => [scheduleOf("record-index", {}, { everyMs: recordedEveryMs() })],
  "move-price-points": () =>
    clickhouseUrl() === undefined
      ? []
      : [scheduleOf("move-price-points", {}, { everyMs: MOVE_POINTS_EVERY_MS })],
};

type ScheduledBySettings = {
  [Name in JobName]: (typeof jobs)[Name]["schedule"] extends "by settings" ? Name : never;
}[JobName];

/** Every schedule that should be active under the current settings. */
export function wantedSchedules(options: Options = {}): Schedule[] {
  return jobNames.flatMap((name) => {
    if (isScheduledBySettings(name)) return bySettings[name](options);
    const { schedule } = specOf(name);
    return typeof schedule === "object" ? [{ key: name, job: name, payload: {}, repetition: schedule }] : [];
  });
}

function scheduleOf<Name extends JobName>(
  job: Name,
  payload: JobPayload<Name>,
  repetition: Repetition,
  key: string = job,
): Schedule {
  return { key, job, payload, repetition };
}

function pollSchedules({ simulatedPollMs }: Options): Schedule[] {
  const keyed = providers.filter(({ secretNames }) => mayFindKeys(secretNames));
  return byMarket({ real: keyed, simulated: providers }).map(({ slug, pollEverySeconds }, position) => {
    const everyMs = pollEveryMs({ pollEverySeconds }, simulatedPollMs);
    const firstAfterMs = position * byMarket({ real: SPREAD_MS, simulated: SIMULATED_SPREAD_MS });
    return scheduleOf(
      "poll-provider",
      { provider: slug },
      { everyMs, firstAfterMs },
      `poll-provider:${slug}`,
    );
  });
}

function isScheduledBySettings(name: JobName): name is ScheduledBySettings {
  return Object.hasOwn(bySettings, name);
}
