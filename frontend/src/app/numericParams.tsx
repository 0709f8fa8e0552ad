import type { ComponentType } from "react";
import { useParams } from "react-router";
import { NotFoundPage } from "./NotFoundPage";

/** Names of the parameters that must be numbers. */
const NUMBERS = ["round", "unit", "number", "id"];

export const isNumber = (value: string | undefined): value is string => /^\d{1,9}$/.test(value ?? "");

/** The screen, or “Page not found” if a parameter that must be a number is not one. */
export function numericParams(Page: ComponentType): ComponentType {
  return function NumericParams() {
    const params = useParams();
    const invalid = NUMBERS.some((name) => !isNumber(params[name] ?? "0"));
    return invalid ? <NotFoundPage /> : <Page />;
  };
}
