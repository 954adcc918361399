/**
 * The mark of a provider: two letters from its name and a hue in degrees, both derived only from the name and slug.
 *
 * Two words give their initials ("Vast AI" -> VA), one word its first and its next capital or letter ("RunPod" -> RP).
 */
export function monogramOf(slug: string, name: string): { letters: string; hue: number } {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = slug, second] = words;
  const next = second?.charAt(0) ?? first.slice(1).match(/\p{Lu}/u)?.[0] ?? first.charAt(1);
  return { letters: (first.charAt(0) + next).toUpperCase(), hue: hueOf(slug) };
}

/** FNV-1a of the slug, mapped to 24 hues: closer hues would look the same. */
function hueOf(slug: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < slug.length; index += 1) {
    hash = Math.imul(hash ^ slug.charCodeAt(index), 0x01000193) >>> 0;
  }
  return ((hash >>> 8) % 24) * 15;
}
