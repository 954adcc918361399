"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type ProvidersErrorProps = { error: unknown; retry: () => void };

export default function ProvidersError({ error, retry }: ProvidersErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
