"use client";

import { useErrorText } from "@/components/layout/error-text";
import { RouteError } from "@/components/layout/route-error";

type ErrorPageProps = { error: unknown; retry: () => void };

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main id="main">
      <RouteError error={error} retry={retry} text={useErrorText()} />
    </main>
  );
}
