// Odd requests from a seed: the same seed makes the same bytes.
import {
  bodies,
  headers,
  oddMethods,
  oddPaths,
  oddTargets,
  paths,
  queries,
  types,
  usualMethods,
  usualNames,
} from "./parts";

export type OddRequest = {
  seed: number;
  /** What is sent, in parts with a pause between them. */
  parts: Buffer[];
  /** The methods of the requests in it, for those that can be told; used to read the answers to HEAD. */
  methods: string[];
  /** Whether the client stops in the middle and says nothing more. */
  isCut: boolean;
};

/** Numbers from 0 to 1 by a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

/** One to four requests on one connection, each of them odd in a way or two. */
export function makeOddRequest(seed: number): OddRequest {
  const random = randomOf(seed);
  const count = random() < 0.8 ? 1 : 1 + Math.floor(random() * 4);
  const methods: string[] = [];
  let text = "";
  for (let place = 0; place < count; place++) {
    const method = pick(random, random() < 0.7 ? usualMethods : oddMethods);
    methods.push(method);
    text += requestOf(random, method);
  }
  const mangled = random() < 0.12 ? mangle(random, text) : text;
  const isCut = random() < 0.04;
  const bytes = Buffer.from(
    isCut ? mangled.slice(0, Math.floor(random() * mangled.length)) : mangled,
    "latin1",
  );
  const middle = Math.floor(random() * bytes.length);
  const parts = random() < 0.05 ? [bytes.subarray(0, middle), bytes.subarray(middle)] : [bytes];
  return { seed, parts, methods, isCut };
}

function requestOf(random: Random, method: string): string {
  const lines = [`${method} ${targetOf(random)} ${versionOf(random)}`, ...hostsOf(random)];
  for (let left = Math.floor(random() * 4); left > 0; left--) lines.push(headerOf(random));
  const [framing, body] = bodyOf(random, method);
  lines.push(...framing);
  if (random() < 0.05)
    lines.push(...Array.from({ length: pick(random, [90, 101, 150, 900]) }, (_, n) => `X-${n}: y`));
  if (random() < 0.02) lines.push(`X-Long: ${"a".repeat(pick(random, [8_000, 16_000, 17_000, 40_000]))}`);
  const end = random() < 0.03 ? pick(random, ["\n", "\r", "\n\r"]) : "\r\n";
  return `${lines.join(end)}${end}${end}${body}`;
}

function targetOf(random: Random): string {
  if (random() < 0.08) return pick(random, oddTargets);
  const path = random() < 0.5 ? pick(random, paths) : pick(random, oddPaths);
  const query = random() < 0.4 ? `?${pick(random, queries)}` : "";
  const stray = random() < 0.1 ? String.fromCharCode(Math.floor(random() * 256)) : "";
  return `${path}${stray}${query}`;
}

function versionOf(random: Random): string {
  return random() < 0.93
    ? "HTTP/1.1"
    : pick(random, ["HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "HTTP/11", "http/1.1", ""]);
}

function hostsOf(random: Random): string[] {
  if (random() < 0.85) return ["Host: localhost"];
  return pick(random, [
    [],
    ["Host: a", "Host: b"],
    ["Host: a, b"],
    ["Host:"],
    ["Host: a b"],
    ["Host: a/../b"],
    ["Host: user@a"],
    ["Host: a:99999"],
    ["Host: [::1]:80"],
    ["Host: [::1"],
    ["Host: \xff\xfe"],
    [`Host: ${"a".repeat(300)}`],
    ["Host : a"],
    [" Host: a"],
  ]);
}

function headerOf(random: Random): string {
  if (random() < 0.15) return `${pick(random, usualNames)}: ${noise(random)}`;
  return pick(random, headers);
}

/** Header lines that tell of a body, and the body, which need not agree. */
function bodyOf(random: Random, method: string): [string[], string] {
  const isUsual = ["GET", "HEAD"].includes(method) ? random() < 0.9 : random() < 0.3;
  if (isUsual) return [[], ""];
  const text = pick(random, bodies);
  if (random() < 0.5)
    return [[`Content-Length: ${Buffer.byteLength(text, "latin1")}`, pick(random, types)], text];
  const chunked = `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  return pick(random, [
    [["Transfer-Encoding: chunked"], text === "" ? "0\r\n\r\n" : chunked],
    [["Transfer-Encoding: chunked", "Content-Length: 5"], chunked],
    [["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], chunked],
    [["Transfer-Encoding: gzip, chunked"], chunked],
    [["Transfer-Encoding: xchunked"], chunked],
    [["Transfer-Encoding : chunked"], chunked],
    [["Transfer-Encoding: chunked"], "zz\r\nbad\r\n"],
    [["Transfer-Encoding: chunked"], "5;a=b\r\nhello\r\n0\r\nTrailer-Name: x\r\n\r\n"],
    [["Transfer-Encoding: chunked"], "ffffffffffffffff\r\nhello"],
    [["Content-Length: 4", "Content-Length: 5"], "hello"],
    [["Content-Length: 5, 5"], "hello"],
    [["Content-Length: -1"], "hello"],
    [["Content-Length: +5"], "hello"],
    [["Content-Length: 0x5"], "hello"],
    [["Content-Length: 99999999"], "hello"],
    [["Content-Length: 65537"], "x".repeat(65_537)],
    [["Content-Length: 65536"], "x".repeat(65_536)],
    [["Expect: 100-continue", "Content-Length: 5"], "hello"],
    [["Expect: the-unexpected", "Content-Length: 5"], "hello"],
  ]);
}

/** Changes, removes or adds a few bytes anywhere. */
function mangle(random: Random, text: string): string {
  let changed = text;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const place = Math.floor(random() * changed.length);
    const byte = String.fromCharCode(Math.floor(random() * 256));
    const removed = Math.floor(random() * 3);
    changed = changed.slice(0, place) + (random() < 0.7 ? byte : "") + changed.slice(place + removed);
  }
  return changed;
}

function noise(random: Random): string {
  const length = Math.floor(random() * 40);
  return Array.from({ length }, () => String.fromCharCode(Math.floor(random() * 256))).join("");
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}
