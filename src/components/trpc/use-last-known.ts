import { useState } from "react";

/** The newest answer that there was: a question that fails has none of its own, and what stood before it may stay. */
export function useLastKnown<Answer>(answer: Answer | undefined): Answer | undefined {
  const [known, keep] = useState(answer);
  if (answer !== undefined && answer !== known) keep(answer);
  return answer ?? known;
}
