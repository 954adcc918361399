// The environment of each process: the settings that it may read, the variables of the system, and nothing else.

/**
 * Variables that programs need from the system: paths, language and terminal, proxies and certificates. None of them is a setting
 * of the product. Matched regardless of case, because Windows spells some of them differently.
 */
const systemNames = [
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|TZ|LANG|LANGUAGE|LC_\w+|TMPDIR|TMP|TEMP|XDG_\w+_HOME)$/i,
  /^(TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CI)$/i,
  /^(NODE_ENV|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|NODE_USE_SYSTEM_CA|UV_THREADPOOL_SIZE)$/i,
  /^((HTTP|HTTPS|ALL|NO)_PROXY|SSL_CERT_FILE|SSL_CERT_DIR)$/i,
  // Libraries that an administrator loads into each process, such as an allocator, or the clock of a test.
  /^(LD_PRELOAD|FAKETIME_\w+|DONT_FAKE_MONOTONIC)$/,
  /^(SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|USERPROFILE|PROGRAMDATA)$/i,
];

let table;
let reader;

/** The system's variables of an environment, which contain no secrets. */
export function systemVariables(env) {
  return pick(env, (name) => systemNames.some((pattern) => pattern.test(name)));
}

/**
 * The environment of one process.
 *
 * @param processName a name from src/server/settings/setting.ts.
 * @param env the source of the settings, usually `process.env` after `.env` has been read.
 * @param more values that the launcher has determined, such as ports and URLs.
 */
export async function environmentFor(processName, env, more = {}) {
  const { mayRead } = await loadTable();
  return { ...systemVariables(env), ...pick(env, (name) => mayRead(processName, name)), ...more };
}

/** The number of providers with a key, which `up` prints. */
export async function countKeyedProviders(env) {
  const { settingsByName } = await loadTable();
  const keys = [...settingsByName].filter(([name, { isSecret }]) => isSecret && env[name]);
  return new Set(keys.flatMap(([, { provider }]) => provider ?? [])).size;
}

/**
 * Loads the table of settings. The table is TypeScript and needs packages, so call this only after they are installed. It takes
 * a quarter of a second, so `up` calls it early and continues meanwhile.
 */
export function loadTable() {
  table ??= import("tsx/esm/api").then(({ tsImport }) =>
    tsImport("../../src/server/settings/table.ts", import.meta.url),
  );
  return table;
}

/** How a process reads its settings. It is loaded early, for the same reason as {@link loadTable}. */
export function loadReader() {
  reader ??= import("tsx/esm/api").then(({ tsImport }) =>
    tsImport("../../src/server/settings.ts", import.meta.url),
  );
  return reader;
}

/** An empty value counts as unset, as in a copy of `.env.example`. */
function pick(env, isWanted) {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== "" && isWanted(name)));
}
