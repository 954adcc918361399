/** The shared look of inputs and selects. 16 px on touch devices, because iOS zooms into smaller fields. */
export const controlStyle =
  "h-9 w-full rounded-control border border-border-control bg-surface px-2.5 text-14 text-text placeholder:text-faint touch-target pointer-coarse:text-16 aria-invalid:border-danger field-focus disabled-look";
