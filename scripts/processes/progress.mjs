// Progress on the terminal: lines that begin with the time since the start.
const startedAt = performance.now();
/** A child that writes without end and without a line break must not fill the launcher's memory. */
const longestLine = 65_536;

// Output to a closed terminal or pipe must not crash the launcher during shutdown.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

function secondsSince(startMs) {
  return ((performance.now() - startMs) / 1000).toFixed(1);
}

export function say(text) {
  console.log(`[${secondsSince(startedAt).padStart(6)} s] ${text}`);
}

/** Prints each line of a stream after a name, to distinguish the processes. */
export function sayLines(stream, name) {
  readLines(stream, (line) => sayLine(name, line));
}

/** Control characters are spelt out: a line could otherwise write over its name, or steer the terminal. */
export function sayLine(name, line) {
  say(`${name.padEnd(9)} | ${line.replace(/(?!\t)\p{Cc}/gu, spellOut)}`);
}

function spellOut(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Calls `onLine` with each line of a stream that is not blank. A line that is too long comes in parts. */
export function readLines(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    while (rest.length > longestLine) {
      lines.push(rest.slice(0, longestLine));
      rest = rest.slice(longestLine);
    }
    for (const line of lines) if (line.trim()) onLine(line);
  });
  stream.on("end", () => {
    if (rest.trim()) onLine(rest);
  });
}
