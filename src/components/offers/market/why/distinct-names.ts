/** What a name is made of, in words of the reader's language. */
export type NameParts = { id: string; seller: string; machine: string; instanceType: string };

/**
 * Names of offers, such that no two are the same: seller, machine and place; where that is not enough, also the provider's name of the
 * machine type; and where even that is the same, the end of the offer's id.
 *
 * @returns aligned with `offers`; the same offer given twice has the same name.
 */
export function distinctNames(offers: readonly NameParts[]): { seller: string; machine: string }[] {
  const plain = offers.map(({ seller, machine }) => ({ seller, machine }));
  const withType = offers.map(({ seller, machine, instanceType }) => ({
    seller,
    machine: `${machine}, ${instanceType}`,
  }));
  return offers.map(({ id, seller, machine, instanceType }, index) => {
    if (!isTaken(plain, offers, index)) return { seller, machine };
    if (!isTaken(withType, offers, index)) return { seller, machine: `${machine}, ${instanceType}` };
    return { seller, machine: `${machine}, ${instanceType} …${id.slice(-4)}` };
  });
}

function isTaken(
  names: readonly { seller: string; machine: string }[],
  offers: readonly NameParts[],
  index: number,
): boolean {
  const own = names[index];
  return names.some(
    (name, other) =>
      offers[other]?.id !== offers[index]?.id && name.seller === own?.seller && name.machine === own.machine,
  );
}
