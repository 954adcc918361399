/** Soft hyphens, joiners, marks of direction and other characters that are not shown. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const dash = "[\\p{Pd}\\u2043\\u2212\\u02d7]";
const dashesAndSpaces = new RegExp(`(?:${dash}|\\s)+`, "gu");
const dashesBesideSpaces = new RegExp(`(?:^|\\s)${dash}+|${dash}+(?=\\s|$)`, "gu");

/** A text as a search looks in it: small plain letters, and one space for each run of dashes and spaces. */
export function searchText(text: string): string {
  return plain(text).replace(dashesAndSpaces, " ").trim();
}

/**
 * The words of a question, each to be looked for in a {@link searchText}. Words are what spaces separate; a dash between spaces is one
 * too. A word with a dash in it is looked for as one: "us–east–1" finds "us-east-1" and "us east 1", and not "us-east-2 1".
 */
export function searchWords(question: string): string[] {
  return plain(question)
    .replace(dashesBesideSpaces, " ")
    .split(/\s+/)
    .map((word) => word.replace(dashesAndSpaces, " ").trim())
    .filter(Boolean);
}

function plain(text: string): string {
  return text.replace(invisible, "").normalize("NFKC").toLowerCase();
}
