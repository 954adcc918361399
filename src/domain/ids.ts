/** Prefixes of our ids. An external id is stored beside ours and never replaces it. */
export type IdPrefix = "off" | "tok" | "nam" | "poll" | "req" | "job";

/**
 * A new id: prefix, underscore, UUIDv7 without dashes. Ids sort by creation time, to the millisecond.
 *
 * @param random at least 10 random bytes. The caller supplies randomness and clock, so this function stays pure.
 */
export function makeId<P extends IdPrefix>(prefix: P, now: Date, random: Uint8Array): `${P}_${string}` {
  const bytes = new Uint8Array(16);
  let milliseconds = now.getTime();
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = milliseconds % 256;
    milliseconds = Math.floor(milliseconds / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let hex = "";
  for (const byte of bytes) hex += hexOfByte[byte];
  return `${prefix}_${hex}`;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
