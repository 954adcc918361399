"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type AppErrorProps = { error: unknown; retry: () => void };

/** Rendered inside the frame, so that the other sections stay reachable. */
export default function AppError({ error, retry }: AppErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
