"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type OfferErrorProps = { error: unknown; retry: () => void };

export default function OfferError({ error, retry }: OfferErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
