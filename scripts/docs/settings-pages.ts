import { type Section, type Setting, sections } from "@/server/settings/setting";
import { settingsByName } from "@/server/settings/table";

const WIDTH = 118;
const generated =
  "Written by `npm run docs` from src/server/settings/table.ts: change that file, not this one.";

/**
 * `.env.example`: every setting that a person may set. No line has a value, so that a copy freezes no default: a PUBLIC_URL with the
 * usual port would refuse every socket once the port is another one.
 */
export function envExample(): string {
  const head = comment(
    `Settings of gpubroker. Everything has a default: copy this file to .env only to change something. Empty counts as unset, and what the shell has set wins. Which process reads what: docs/environment.md. ${generated}`,
  );
  return `${[head, ...sectionNames().map(exampleOf)].join("\n\n")}\n`;
}

/** docs/environment.md: the whole table, with who may read what. */
export function environmentPage(): string {
  const head = `# Environment

${generated}

The launcher (\`npm run up\`) reads \`.env\` and the shell, where the shell wins, and hands each process only the settings that name it
below. Beside them a process gets what its system needs: \`PATH\`, \`HOME\`, language, time zone, folders for temporary files,
\`NODE_OPTIONS\`, proxies and certificates ([the list](../scripts/prepare/process-environment.mjs)). Everything else in the environment stays with the
launcher. A process that asks for a setting of another one stops with an error.

Secrets are marked. They never appear in a log, a page or an error.

| process | what it is |
|---|---|
| \`launcher\` | \`npm run up\`, \`npm test\` and the other commands that start processes |
| \`web\` | pages and the API |
| \`workers\` | polls, and every other job |
| \`realtime\` | the sockets of open pages |
| \`simulator\` | what stands in for the providers with \`npm run up -- --simulated\` |
| \`seed\` | takes the dated price lists in |
| \`shell\` | \`npm run prices:held\` and \`npm run audit:verify\` |
| \`provider-check\` | \`npm run provider:check\` |
| \`tests\` | tests and benchmarks |`;
  return `${[head, ...sectionNames().map(sectionOf)].join("\n\n")}\n`;
}

function sectionNames(): Section[] {
  // Object.keys gives string[]; `sections` is a constant, so its keys are all there is.
  return Object.keys(sections) as Section[];
}

function rowsOf(section: Section): [string, Setting][] {
  return [...settingsByName].filter(([, setting]) => setting.section === section);
}

function exampleOf(section: Section): string {
  const { title, intro } = sections[section];
  const rule = `# --- ${title} `;
  const rows = rowsOf(section).filter(([, { isSetByLauncher }]) => !isSetByLauncher);
  const lines = rows.map(([name, setting]) => [comment(wordsOf(setting)), `${name}=`].join("\n"));
  return [rule.padEnd(WIDTH, "-"), ...(intro === null ? [] : [comment(intro)]), ...lines].join("\n\n");
}

function wordsOf(setting: Setting): string {
  const { meaning, example, url } = setting;
  const preset = defaultOf(setting);
  const more = [preset && `Default: ${preset}`, example && `Example: ${example}`, url];
  return [meaning, ...more.filter(Boolean)].join(" ");
}

function sectionOf(section: Section): string {
  const { title, intro } = sections[section];
  const head = "| setting | meaning | default | read by |\n|---|---|---|---|";
  const rows = rowsOf(section).map(rowOf).join("\n");
  return [`## ${title}`, ...(intro === null ? [] : [intro]), `${head}\n${rows}`].join("\n\n");
}

function rowOf([name, setting]: [string, Setting]): string {
  const { meaning, example, url, isSecret, isSetByLauncher, readers } = setting;
  const words = [
    meaning,
    ...(example ? [`Example: \`${example}\`.`] : []),
    ...(url ? [`[Where to get it](${url}).`] : []),
    ...(isSecret ? ["**Secret.**"] : []),
    ...(isSetByLauncher ? ["Set by the launcher."] : []),
  ];
  const preset = defaultOf(setting);
  return `| \`${name}\` | ${words.join(" ")} | ${preset === null ? "" : `\`${preset}\``} | ${readers.join(", ")} |`;
}

/** What the schema makes of an unset variable. */
function defaultOf({ schema }: Setting): string | null {
  const { data } = schema.safeParse(undefined);
  return data === undefined ? null : String(data);
}

/** Words as `#` lines of a readable length. */
function comment(words: string): string {
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length + 1 > WIDTH - 2) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}`).join("\n");
}
