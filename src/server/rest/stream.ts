/**
 * A text generator as a response body, pulled as the client reads.
 *
 * @param onGone lets go of what the text is made from when the client leaves: a generator that has not begun to read its
 *   source cannot close it.
 */
export function streamOf(
  text: AsyncGenerator<string>,
  onGone: () => Promise<unknown>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return(undefined);
      await onGone();
    },
  });
}
