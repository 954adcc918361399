"use client";

import type { ComponentProps } from "react";
import { IntlProvider as Provider } from "use-intl/react";

/** The border to the client: use-intl does not mark itself as client code. */
export function IntlProvider(props: ComponentProps<typeof Provider>) {
  return <Provider {...props} />;
}
