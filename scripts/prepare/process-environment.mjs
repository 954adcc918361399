// What each process is told: the settings that the table opens to it, what its system needs, and nothing else.

/**
 * What programs need of the system around them: where things are, language and terminal, proxies and certificates. None of it is
 * a setting of the product. Windows writes some of these in other letters.
 */
const systemNames = [
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|TZ|LANG|LANGUAGE|LC_\w+|TMPDIR|TMP|TEMP|XDG_\w+_HOME)$/i,
  /^(TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CI)$/i,
  /^(NODE_ENV|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|NODE_USE_SYSTEM_CA|UV_THREADPOOL_SIZE)$/i,
  /^((HTTP|HTTPS|ALL|NO)_PROXY|SSL_CERT_FILE|SSL_CERT_DIR)$/i,
  /^(SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|USERPROFILE|PROGRAMDATA)$/i,
];

let table;

/** The part of an environment that opens nothing. */
export function systemVariables(env) {
  return pick(env, (name) => systemNames.some((pattern) => pattern.test(name)));
}

/**
 * The environment of one process.
 *
 * @param processName as in src/server/settings/setting.ts.
 * @param env where settings are taken from, usually `process.env` after `.env` has been read.
 * @param more what the launcher has worked out: ports, addresses.
 */
export async function environmentFor(processName, env, more = {}) {
  const { mayRead } = await loadTable();
  return { ...systemVariables(env), ...pick(env, (name) => mayRead(processName, name)), ...more };
}

/** How many providers have a key here, for the line that `up` prints. */
export async function countKeyedProviders(env) {
  const { settingsByName } = await loadTable();
  const keys = [...settingsByName].filter(([name, { isSecret }]) => isSecret && env[name]);
  return new Set(keys.flatMap(([, { provider }]) => provider ?? [])).size;
}

/**
 * The table of settings, which is TypeScript and needs packages: called only once they are installed. It takes a quarter of a
 * second, so `up` calls it early and does something else meanwhile.
 */
export function loadTable() {
  table ??= import("tsx/esm/api").then(({ tsImport }) =>
    tsImport("../../src/server/settings/table.ts", import.meta.url),
  );
  return table;
}

/** An empty text counts as unset, as in a copy of `.env.example`. */
function pick(env, isWanted) {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== "" && isWanted(name)));
}
