"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type GpusErrorProps = { error: unknown; retry: () => void };

export default function GpusError({ error, retry }: GpusErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
