"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type CompareErrorProps = { error: unknown; retry: () => void };

export default function CompareError({ error, retry }: CompareErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
