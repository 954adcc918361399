"use client";

import { RouteError } from "@/components/layout/route-error";
import "./globals.css";

// The root layout failed, so neither dictionary nor cookie is available: the browser's language decides.
const words = {
  en: {
    title: "This page did not load",
    body: "The fault is on our side and is in our log. Try again in a moment.",
    unavailable: {
      title: "Not available right now",
      body: "Our database did not answer in time, so this page cannot be shown at the moment. What was read before, such as the market, stays readable. Try again in a few seconds.",
    },
    retry: "Try again",
    home: "Go to the start page",
    reference: "Reference",
    request: "Request",
    copy: "Copy",
    copied: "Copied",
  },
  es: {
    title: "Esta página no cargó",
    body: "La falla es nuestra y quedó en nuestro registro. Intenta de nuevo en un momento.",
    unavailable: {
      title: "No disponible en este momento",
      body: "Nuestra base de datos no respondió a tiempo, así que por ahora no podemos mostrar esta página. Lo que ya se había leído, como el mercado, se puede seguir consultando. Intenta de nuevo en unos segundos.",
    },
    retry: "Intentar de nuevo",
    home: "Ir al inicio",
    reference: "Referencia",
    request: "Solicitud",
    copy: "Copiar",
    copied: "Copiado",
  },
};

type GlobalErrorProps = { error: unknown; retry: () => void };

export default function GlobalError({ error, retry }: GlobalErrorProps) {
  const isSpanish = typeof navigator !== "undefined" && navigator.language.startsWith("es");
  const text = isSpanish ? words.es : words.en;
  return (
    <html lang={isSpanish ? "es" : "en"}>
      <body>
        <title>{text.title}</title>
        <main>
          <RouteError error={error} retry={retry} text={text} />
        </main>
      </body>
    </html>
  );
}
