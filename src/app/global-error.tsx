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
      body: "Our database did not answer, so this page cannot be shown at the moment. The market, the GPU index and the status page go on with what was last known. Try again in a few seconds.",
    },
    retry: "Try again",
    home: "Go to the start page",
    reference: "Reference",
  },
  es: {
    title: "Esta página no cargó",
    body: "La falla es nuestra y quedó en nuestro registro. Intenta de nuevo en un momento.",
    unavailable: {
      title: "No disponible en este momento",
      body: "Nuestra base de datos no respondió, así que por ahora no podemos mostrar esta página. El mercado, el índice de GPU y la página de estado siguen funcionando con lo último conocido. Intenta de nuevo en unos segundos.",
    },
    retry: "Intentar de nuevo",
    home: "Ir al inicio",
    reference: "Referencia",
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
