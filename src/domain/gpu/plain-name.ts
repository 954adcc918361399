/** Longer than any product name; limits the work on hostile input. */
const MAX_NAME_LENGTH = 160;

/** Trademark signs and footnote marks: NFKC would turn "L4⁰" into "L40" and "Tesla™" into "TeslaTM". */
const marks = /[®©™℠ªº²³¹⁰-₟①-⓿]|\((?:r|tm|c)\)/gi;
/** Soft hyphens, joiners, marks of direction and other characters that are not shown. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const dashes = /[\u2010-\u2015\u2043\u2212\u02d7\u00b7\u2022\u2027\u30fb]/g;
const timesSigns = /[×✕✖⨉⨯]/g;

/**
 * A vendor's name in plain characters: the one place where typography is taken out of GPU names.
 *
 * Full-width letters, special spaces, typographic hyphens, "×", "®" and footnote marks become their plain forms or a space.
 * Letters of other alphabets stay, so that a look-alike is not taken for a name.
 *
 * @returns lower case, words separated by single spaces at most where the text had spaces; null when the text is too long.
 */
export function plainName(raw: string): string | null {
  if (raw.length > MAX_NAME_LENGTH) return null;
  const text = raw
    .replace(marks, " ")
    .replace(invisible, "")
    .normalize("NFKC")
    .replace(dashes, "-")
    .replace(timesSigns, "x")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
  return text.length > MAX_NAME_LENGTH ? null : text;
}
