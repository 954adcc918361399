/**
 * Verda's cards by the word in an instance type ("1A100.22V", "8A100.176V"), where the name of the card alone does not say its
 * form. From the descriptions of api.verda.com/v1/instance-types ("1x A100 SXM4 80GB").
 */
const cards: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\d+A100\.40S\.\d+V$/, "A100 SXM4 40GB"],
  [/^\d+A100\.\d+V$/, "A100 SXM4 80GB"],
];

/** The name of the card in an instance type of Verda, or null if its feed says nothing that the type does not. */
export function verdaName(instanceType: string): string | null {
  return cards.find(([pattern]) => pattern.test(instanceType))?.[1] ?? null;
}
