"use client";

import type { ComponentProps } from "react";
import { IntlProvider as Provider } from "use-intl/react";

/** The client boundary: use-intl does not mark its provider as client code. */
export function IntlProvider(props: ComponentProps<typeof Provider>) {
  return <Provider {...props} />;
}
