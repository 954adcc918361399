type PriceFigureProps = {
  /** "$2" and ".19", from `priceParts`. */
  parts: { whole: string; fraction: string };
  /** Width of the fraction, in digits, that the column reserves. */
  decimals?: number;
};

/** A price that aligns with the rest of its column on the decimal sign, for use in a right-aligned cell. */
export function PriceFigure({ parts, decimals = 4 }: PriceFigureProps) {
  return (
    <span className="font-mono whitespace-nowrap tabular-nums">
      {parts.whole}
      <span className="inline-block text-left" style={{ minWidth: `${decimals + 1}ch` }}>
        {parts.fraction}
      </span>
    </span>
  );
}
