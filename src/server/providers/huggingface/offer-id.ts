/** A size as one cloud behind Hugging Face sells it: "aws", "nvidia-l4", "x1". */
export type Size = { vendor: string; instanceType: string; instanceSize: string };

/** "aws nvidia-l4 x1", as in the dated list. */
export function writeInstanceType({ vendor, instanceType, instanceSize }: Size): string {
  return `${vendor} ${instanceType} ${instanceSize}`;
}

/** null for a text that is not three words: it names no size that can be asked for. */
export function readInstanceType(text: string): Size | null {
  const [vendor, instanceType, instanceSize, ...more] = text.split(" ");
  if (!vendor || !instanceType || !instanceSize || more.length > 0) return null;
  return { vendor, instanceType, instanceSize };
}

/** "aws:nvidia-l4:x1:us-east-1". Never read back: the offer itself says instance type and region. */
export function writeOfferId(size: Size, region: string): string {
  return `${writeInstanceType(size).replaceAll(" ", ":")}:${region}`;
}
