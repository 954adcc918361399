import type { z } from "zod";

/** Everything that starts with its own set of settings. `tests` includes the benchmarks. */
export const processNames = [
  "launcher",
  "door",
  "web",
  "workers",
  "realtime",
  "simulator",
  "seed",
  "shell",
  "provider-check",
  "tests",
] as const;

export type ProcessName = (typeof processNames)[number];

/** The headings of `.env.example` and docs/environment.md, in order. */
export const sections = {
  places: { title: "Where things are", intro: null },
  market: { title: "What is shown", intro: null },
  providers: {
    title: "Provider keys",
    intro: `A provider whose price feed needs a key is polled once that key is set; until then its list prices are shown. Read
access is enough for prices. Settings marked "to rent" are not used yet, because no page and no job rents. Once one does, the key
needs the right to create and to delete. A setting that differs by region is written us-east-1=one,eu-west-1=another; a value
without a region holds in all of them.`,
  },
  vault: {
    title: "HashiCorp Vault",
    intro: `A key that is not set here is looked up in Vault (KV version 2) when the address of a Vault is set. Each key that a price
feed needs may be a field of the secret, under the name it has here. Keys stay in memory for an hour at most.`,
  },
  limits: { title: "Limits and logs", intro: null },
  tests: {
    title: "Tests and the simulator",
    intro: "The shell sets these, or the launcher does; the product runs without them.",
  },
} as const satisfies Record<string, { title: string; intro: string | null }>;

export type Section = keyof typeof sections;

/** One row of the table of settings: all there is to know about one environment variable. */
export type Setting = {
  /** Parses the trimmed text of the variable; undefined when it is unset or empty. Its messages never repeat the value. */
  schema: z.ZodType;
  /** Whole sentences, for `.env.example` and docs/environment.md. */
  meaning: string;
  section: Section;
  /** The launcher passes the setting to these processes, and `settings()` denies it to all others. */
  readers: readonly ProcessName[];
  /** It grants access to something: never logged and never shown. */
  isSecret?: true;
  /** The launcher sets it when it starts the process, so `.env.example` leaves it out. */
  isSetByLauncher?: true;
  example?: string;
  /** The slug of the provider that the key or the setting belongs to. */
  provider?: string;
  /** Where to get it. */
  url?: string;
};

/** A condition on several settings. It is checked in a process that may read all of them. */
export type SettingRule = {
  names: readonly string[];
  isBroken(values: Readonly<Record<string, unknown>>): boolean;
  message: string;
};
