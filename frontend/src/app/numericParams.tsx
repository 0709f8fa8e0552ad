import type { ComponentType } from "react";
import { useParams } from "react-router";
import { NotFoundPage } from "./NotFoundPage";

/** Names of the parameters that must be numbers. */
const NUMBERS = ["round", "unit", "number", "id"];

/** The screen, or “Page not found” if a parameter that must be a number is not one. */
export function numericParams(Page: ComponentType): ComponentType {
  return function NumericParams() {
    const params = useParams();
    const invalid = NUMBERS.some((name) => !/^\d{1,9}$/.test(params[name] ?? "0"));
    return invalid ? <NotFoundPage /> : <Page />;
  };
}
