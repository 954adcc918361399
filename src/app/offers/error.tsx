"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type OffersErrorProps = { error: unknown; retry: () => void };

export default function OffersError({ error, retry }: OffersErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
