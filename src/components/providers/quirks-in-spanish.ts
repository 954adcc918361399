/** What adapters say of their providers, by the English sentence. A test checks that none is missing and none is left over. */
export const quirksInSpanish: Readonly<Record<string, string>> = {};
