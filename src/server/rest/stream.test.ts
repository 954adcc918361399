import { expect, it } from "vitest";
import { streamOf } from "./stream";

const ROWS = 10_000;

/** As many rows as a large market has, and how many of them were made, and whether the source was let go of. */
function countedRows() {
  const count = { made: 0, released: 0 };
  async function* rows(): AsyncGenerator<string> {
    try {
      for (; count.made < ROWS; count.made += 1) yield `row ${count.made}\n`;
    } finally {
      count.released += 1;
    }
  }
  return { count, rows: rows() };
}

const nothing = async () => undefined;

it("makes only what its client reads, so that a slow client holds a portion and not the file", async () => {
  const { count, rows } = countedRows();
  const reader = streamOf(rows, { leaves: new AbortController().signal, onGone: nothing }).getReader();
  for (let read = 0; read < 5; read += 1) await reader.read();
  await settled();
  expect(count.made).toBeLessThanOrEqual(6);
  await reader.cancel();
  expect(count).toMatchObject({ released: 1 });
});

it("gives a client that reads to the end everything, in order", async () => {
  const { rows } = countedRows();
  const text = await new Response(
    streamOf(rows, { leaves: new AbortController().signal, onGone: nothing }),
  ).text();
  expect(text.split("\n").slice(0, 2)).toEqual(["row 0", "row 1"]);
  expect(text.endsWith(`row ${ROWS - 1}\n`)).toBe(true);
});

/** A turn of the event loop runs everything that a stream would do by itself. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
