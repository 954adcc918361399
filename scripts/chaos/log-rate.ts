import { openSync, readSync } from "node:fs";

/** Counts the lines that the instance logs each second, to see whether a fault floods the log. */
export function watchLog(file: string): { stop: () => { lines: number; mostPerSecond: number } } {
  const descriptor = openSync(file, "r");
  const chunk = Buffer.alloc(1024 * 1024);
  let lines = 0;
  let mostPerSecond = 0;
  const count = () => {
    let fresh = 0;
    for (let size = read(); size > 0; size = read())
      for (let place = 0; place < size; place += 1) if (chunk[place] === 10) fresh += 1;
    lines += fresh;
    mostPerSecond = Math.max(mostPerSecond, fresh);
  };
  const read = () => readSync(descriptor, chunk, 0, chunk.length, null);
  const timer = setInterval(count, 1000);
  return {
    stop: () => {
      clearInterval(timer);
      count();
      return { lines, mostPerSecond };
    },
  };
}
