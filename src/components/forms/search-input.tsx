"use client";

import { type ComponentProps, type RefObject, useEffect, useRef } from "react";
import { Input } from "@/components/ui/input";

/** Short enough to feel like typing, long enough not to ask for every letter. */
const TYPED_AFTER_MS = 200;
const LONGEST = 100;

type SearchInputProps = Omit<
  ComponentProps<"input">,
  "ref" | "type" | "value" | "defaultValue" | "onChange"
> & {
  /** What is searched for now. */
  text: string;
  onSearch: (text: string) => void;
  /** For a key that leads here. */
  field?: RefObject<HTMLInputElement | null>;
  "aria-label": string;
};

/** Words to search for, taken in while they are typed. */
export function SearchInput({ text, onSearch, field, ...rest }: SearchInputProps) {
  const own = useRef<HTMLInputElement>(null);
  const input = field ?? own;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A change from elsewhere (back button, cleared filters) shows, unless something typed is still to be taken in.
  useEffect(() => {
    if (input.current && timer.current === undefined && input.current.value.trim() !== text)
      input.current.value = text;
  }, [text, input]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function take(value: string): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      onSearch(value.trim().slice(0, LONGEST));
    }, TYPED_AFTER_MS);
  }

  return (
    <Input
      {...rest}
      ref={input}
      type="search"
      defaultValue={text}
      maxLength={LONGEST}
      onChange={({ target }) => take(target.value)}
    />
  );
}
