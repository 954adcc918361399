import type { z } from "zod";
import type { ProcessName, Setting } from "@/server/settings/setting";
import { mayRead, rules, type SettingName, settingsByName, type table } from "@/server/settings/table";

export type Settings = { readonly [Name in SettingName]: z.output<(typeof table)[Name]["schema"]> };

type Source = Readonly<Record<string, string | undefined>>;

// On globalThis, because Next.js loads this module once for instrumentation and again for routes.
const processGlobals = globalThis as { gpubrokerProcesses?: readonly ProcessName[] };

let read: Settings | undefined;

/**
 * Declares which process this is: the first line of every entry file, before anything reads a setting. Tests run the code of
 * several processes in one, so they name several.
 */
export function startAs(...processes: ProcessName[]): void {
  processGlobals.gpubrokerProcesses = processes;
  read = undefined;
}

/** What `startAs` was given, to be passed to a thread, which has its own `globalThis`. */
export function startedAs(): readonly ProcessName[] {
  if (processGlobals.gpubrokerProcesses === undefined)
    throw new Error(
      "This process has not declared which one it is: call startAs(...) first in its entry file.",
    );
  return processGlobals.gpubrokerProcesses;
}

/**
 * The settings of this process, read from the environment at the first call and not at import, so that a build needs none.
 *
 * Only the settings that the table allows this process are read; reading any other throws.
 *
 * @throws {Error} with one line for each setting that is wrong: its name, what is expected and how to fix it, never its value.
 */
export function settings(): Settings {
  read ??= readSettings(process.env, startedAs());
  return read;
}

/**
 * The text of a setting whose name comes from elsewhere, such as an adapter's `secretNames`.
 *
 * @throws {Error} for a name that the table does not allow this process.
 */
export function settingText(name: string): string | undefined {
  if (!settingsByName.has(name)) throw refusal(name, startedAs());
  const value: unknown = Reflect.get(settings(), name);
  return value === undefined ? undefined : String(value);
}

/** Like {@link settings}, for the given environment and processes. Texts are trimmed, and an empty one counts as unset. */
export function readSettings(source: Source, processes: readonly ProcessName[]): Settings {
  const own = [...settingsByName].filter(([name]) => isOpen(name, processes));
  const results = own.map(([name, setting]) => parse(name, setting, source[name]));
  const values = Object.fromEntries(results.map(({ name, value }) => [name, value]));
  const wrong = results.flatMap(({ problem }) => problem ?? []);
  const broken = rules.filter(
    ({ names, isBroken }) => names.every((name) => isOpen(name, processes)) && isBroken(values),
  );
  const problems = [...wrong, ...broken.map(({ message }) => message)];
  if (problems.length > 0) throw new Error(describe(problems, processes));
  return guard(values, processes);
}

function isOpen(name: string, processes: readonly ProcessName[]): boolean {
  return processes.some((process) => mayRead(process, name));
}

type Parsed = { name: string; value: unknown; problem: string | null };

function parse(name: string, { schema, example }: Setting, text: string | undefined): Parsed {
  const given = text?.trim() || undefined;
  const result = schema.safeParse(given);
  if (result.success) return { name, value: result.data, problem: null };
  const wanted = result.error.issues[0]?.message ?? "is wrong";
  const state = given === undefined ? "; it is not set" : "";
  const wayOut = schema.safeParse(undefined).success ? ", or unset it" : "";
  const shown = example === undefined ? "" : `, as in ${example}`;
  return { name, value: undefined, problem: `${name} ${wanted}${shown}${wayOut}${state}` };
}

function describe(problems: readonly string[], processes: readonly ProcessName[]): string {
  const head = `The settings of ${processes.join(", ")} are wrong:`;
  const lines = problems.map((problem) => `  ${problem}`);
  return [
    head,
    ...lines,
    "Correct them in .env or in the environment; docs/environment.md explains each.",
  ].join("\n");
}

/** Settings as properties; one that these processes may not read throws instead of being undefined. */
function guard(values: Record<string, unknown>, processes: readonly ProcessName[]): Settings {
  const guarded = {};
  for (const name of settingsByName.keys()) {
    const get = () => {
      if (!isOpen(name, processes)) throw refusal(name, processes);
      return values[name];
    };
    Object.defineProperty(guarded, name, { get });
  }
  // Every name in the table has its getter, and each value was parsed by the schema of that name.
  return guarded as Settings;
}

function refusal(name: string, processes: readonly ProcessName[]): Error {
  const asked = processes.join(", ");
  const readers = settingsByName.get(name)?.readers;
  return readers === undefined
    ? new Error(`There is no setting ${name}: add it to src/server/settings/table.ts.`)
    : new Error(
        `${name} is for ${readers.join(", ")}, and ${asked} asked: src/server/settings/table.ts decides.`,
      );
}
