"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type GpuErrorProps = { error: unknown; retry: () => void };

export default function GpuError({ error, retry }: GpuErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
