// Which licences a package of the product may have.

/** Licences that would bind our own code, forbid selling the service, or say nothing. The LGPL is fine: we link and change nothing. */
const refused = [
  /^A?GPL-/i,
  /^SSPL-/i,
  /^BUSL-/i,
  /^CC-BY-(NC|ND|SA)/i,
  /^(Elastic|Commons-Clause|PolyForm)/i,
  /^UNLICENSED$/i,
];

/** Packages whose package.json names no licence, and where their text is. */
const readByHand = new Map([
  ["seq-queue@0.0.5", "MIT, in its LICENSE file"],
  ["xmlhttprequest-ssl@2.1.2", "MIT, in its LICENSE file"],
]);

/** @param component of a CycloneDX bill. @returns a sentence, or null if its licence is acceptable. */
export function problemWithLicense(component) {
  const ref = component["bom-ref"];
  const names = (component.licenses ?? []).map(
    ({ expression, license }) => expression ?? license?.id ?? license?.name ?? "",
  );
  if (names.length === 0 || names.includes(""))
    return readByHand.has(ref)
      ? null
      : `${ref} names no licence: read its files and add it to scripts/supply/licenses.mjs`;
  const bad = names.find((name) => !isAcceptable(name));
  return bad === undefined ? null : `${ref} is under ${bad}, which the product may not use`;
}

/** Of alternatives, one is enough; of licences that hold together, each must be acceptable. */
function isAcceptable(expression) {
  const alternatives = expression.replaceAll(/[()]/g, " ").split(/\sOR\s/i);
  return alternatives.some((one) =>
    one.split(/\sAND\s/i).every((name) => !refused.some((pattern) => pattern.test(name.trim()))),
  );
}
