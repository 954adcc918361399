// What the terminal shows: lines with the time since the start.
const startedAt = performance.now();

// A closed terminal or pipe must not turn the last lines of a shutdown into a crash.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

function secondsSince(startMs) {
  return ((performance.now() - startMs) / 1000).toFixed(1);
}

export function say(text) {
  console.log(`[${secondsSince(startedAt).padStart(6)} s] ${text}`);
}

/** Prints each whole line of a stream behind a name, so that the processes can be told apart. */
export function sayLines(stream, name) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim()) say(`${name.padEnd(9)} | ${line}`);
  });
  stream.on("end", () => {
    if (rest.trim()) say(`${name.padEnd(9)} | ${rest}`);
  });
}
