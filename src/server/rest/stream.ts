/**
 * A text generator as a response body, pulled as the client reads.
 *
 * @param leaves aborted when the client leaves. Next.js does not cancel the body of an answer whose client left before it began.
 * @param onGone lets go of what the text is made from when the client leaves: a generator that has not begun to read its
 *   source cannot close it.
 */
export function streamOf(
  text: AsyncGenerator<string>,
  { leaves, onGone }: { leaves: AbortSignal; onGone: () => Promise<unknown> },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  async function letGo(): Promise<void> {
    await text.return(undefined);
    await onGone();
  }
  // What fails in letting go has failed for whoever reads, too.
  const letGoAlone = () => void letGo().catch(() => undefined);
  leaves.addEventListener("abort", letGoAlone, { once: true });
  if (leaves.aborted) letGoAlone();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: letGo,
  });
}
