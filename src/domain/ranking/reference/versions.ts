/** The references of ranking that a search may name, without their tables, which browsers do not need. Newest last. */
export const referenceVersions: readonly string[] = ["2026-11"];
export const currentReference = "2026-11";
