import { useRef } from "react";

/** The controls that keys move the focus to. */
export function useCodingFields() {
  return {
    finder: useRef<HTMLInputElement>(null),
    memo: useRef<HTMLTextAreaElement>(null),
    unitNumber: useRef<HTMLInputElement>(null),
    similarUnits: useRef<HTMLButtonElement>(null),
    suggestion: useRef<HTMLButtonElement>(null),
    activities: useRef<HTMLOListElement>(null),
  };
}

export type CodingFields = ReturnType<typeof useCodingFields>;
