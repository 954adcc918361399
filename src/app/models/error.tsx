"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type ModelsErrorProps = { error: unknown; retry: () => void };

export default function ModelsError({ error, retry }: ModelsErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
