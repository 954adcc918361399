"use client";

import { Slider as Radix } from "radix-ui";

type SliderProps = {
  label: string;
  /** One value for a point, two for a range. */
  value: number[];
  min: number;
  max: number;
  step: number;
  onChange: (value: number[]) => void;
  /** Called when the thumb is released; for work that is too expensive to do at every step. */
  onCommit?: (value: number[]) => void;
  /** Text that is read out for a thumb: "price weight 31 %". */
  describe?: (value: number) => string;
};

export function Slider({ label, value, min, max, step, onChange, onCommit, describe }: SliderProps) {
  return (
    <Radix.Root
      value={value}
      min={min}
      max={max}
      step={step}
      onValueChange={onChange}
      onValueCommit={onCommit}
      className="relative flex h-6 w-full touch-none items-center select-none pointer-coarse:h-11"
    >
      <Radix.Track className="relative h-1 grow rounded-full bg-border-strong">
        <Radix.Range className="absolute h-full rounded-full bg-accent" />
      </Radix.Track>
      {value.map((at, index) => (
        <Radix.Thumb
          // biome-ignore lint/suspicious/noArrayIndexKey: a thumb is identified by its position; its value changes during a drag
          key={index}
          aria-label={label}
          aria-valuetext={describe?.(at)}
          className="block size-4 rounded-full border-2 border-accent bg-surface pointer-coarse:size-6"
        />
      ))}
    </Radix.Root>
  );
}
