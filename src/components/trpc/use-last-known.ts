import { useState } from "react";

/** The latest answer received: a failed query has none, and the previous answer may stay on screen. */
export function useLastKnown<Answer>(answer: Answer | undefined): Answer | undefined {
  const [known, keep] = useState(answer);
  if (answer !== undefined && answer !== known) keep(answer);
  return answer ?? known;
}
