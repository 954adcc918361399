type PriceFigureProps = {
  /** "$2" and ".19", from `priceParts`. */
  parts: { whole: string; fraction: string };
  /** Digits after the sign that the column leaves room for. */
  decimals?: number;
};

/** A price that lines up with its neighbours on the decimal sign. Stands in a right-aligned cell. */
export function PriceFigure({ parts, decimals = 4 }: PriceFigureProps) {
  return (
    <span className="tabular whitespace-nowrap">
      {parts.whole}
      <span className="inline-block text-left" style={{ minWidth: `${decimals + 1}ch` }}>
        {parts.fraction}
      </span>
    </span>
  );
}
