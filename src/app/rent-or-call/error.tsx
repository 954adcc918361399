"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type RentOrCallErrorProps = { error: unknown; retry: () => void };

export default function RentOrCallError({ error, retry }: RentOrCallErrorProps) {
  return <RouteError error={error} retry={retry} text={useErrorText()} />;
}
