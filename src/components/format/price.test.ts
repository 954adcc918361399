import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cents, microUsd } from "@/domain/money";
import { priceBounds } from "@/domain/offer/shown-bounds";
import { moneyRange } from "@/domain/search-parameters";
import { formatCents, formatPrice, formatPriceTo, priceParts, shownApart } from "./price";

describe("formatPrice", () => {
  it.each([
    [2_190_000, "$2.19", "$2,19"],
    [1_000_000, "$1.00", "$1,00"],
    [999_999, "$1.0000", "$1,0000"],
    [219_000, "$0.2190", "$0,2190"],
    [100, "$0.0001", "$0,0001"],
    [50, "$0.000050", "$0,000050"],
    [0, "$0.00", "$0,00"],
    [1_234_500_000, "$1,234.50", "$1.234,50"],
    [-120_000, "-$0.1200", "$-0,1200"],
  ])("%d micro-USD", (microUsd, english, spanish) => {
    expect(formatPrice(microUsd, "en")).toBe(english);
    expect(formatPrice(microUsd, "es")).toBe(spanish);
  });

  it("shows a text that, typed as a filter, finds the price: in both languages, whatever the price", () => {
    const price = fc.oneof(
      fc.integer({ min: 1, max: 2_000_000 }),
      fc.integer({ min: 1, max: 900_000_000_000 }),
    );
    fc.assert(
      fc.property(price, (amount) => {
        const english = formatPrice(microUsd(amount), "en").replace(/[$,]/g, "");
        const spanish = formatPrice(microUsd(amount), "es").replace(/[$.]/g, "").replace(",", ".");
        expect(spanish).toBe(english);
        const { least, most } = priceBounds(moneyRange.parse(`${english}..${english}`));
        expect(amount >= least && amount <= most).toBe(true);
      }),
    );
  });

  it("never shows more than a price that is a limit, and tells it apart from another", () => {
    const shown = (limit: number, other: number, locale: "en" | "es" = "en") => {
      const { microUsd, decimals } = shownApart(limit, other);
      return formatPriceTo(decimals, microUsd, locale);
    };
    expect(shown(1_847_321, 1_200_000)).toBe("$1.84");
    expect(shown(1_850_000, 1_200_000)).toBe("$1.85");
    expect(shown(219_099, 300_000, "es")).toBe("$0,2190");
    expect(shown(1_840_900, 1_839_900)).toBe("$1.8409");
    expect(shown(1_840_000, 1_840_000)).toBe("$1.840000");
    const price = fc.integer({ min: 1, max: 90_000_000 });
    fc.assert(
      fc.property(price, fc.integer({ min: -20_000, max: 20_000 }), (limit, more) => {
        const other = Math.max(1, limit + more);
        const text = shown(limit, other);
        expect(Number(text.slice(1)) * 1e6).toBeLessThanOrEqual(limit + 1e-6);
        const { decimals } = shownApart(limit, other);
        if (other !== limit) expect(text).not.toBe(formatPriceTo(decimals, other, "en"));
      }),
    );
  });

  it("splits before the decimal sign", () => {
    expect(priceParts(1_234_500_000, "en")).toEqual({ whole: "$1,234", fraction: ".50" });
    expect(priceParts(219_000, "es")).toEqual({ whole: "$0", fraction: ",2190" });
  });

  it("formats charged amounts with two decimals", () => {
    // domain/money creates the brand; a test may cast a number to cents.
    expect(formatCents(5 as Cents, "en")).toBe("$0.05");
    expect(formatCents(123_456 as Cents, "es")).toBe("$1.234,56");
  });
});
