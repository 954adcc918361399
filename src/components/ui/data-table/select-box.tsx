type SelectBoxProps = {
  id: string;
  isSelected: boolean;
  label: string;
  onToggle: (id: string) => void;
  className?: string;
};

/** Ticks a row. Stands in its first cell. */
export function SelectBox({ id, isSelected, label, onToggle, className = "" }: SelectBoxProps) {
  return (
    <input
      type="checkbox"
      checked={isSelected}
      onChange={() => onToggle(id)}
      aria-label={label}
      className={`size-3.5 accent-accent ${className}`}
    />
  );
}
