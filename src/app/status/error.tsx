"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type StatusErrorProps = { error: unknown; retry: () => void };

export default function StatusError({ error, retry }: StatusErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
