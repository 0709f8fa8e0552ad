import type { ComponentType } from "react";
import { useParams } from "react-router";
import { NotFoundPage } from "./NotFoundPage";

/** Parameters of addresses that are numbers. */
const NUMBERS = ["round", "unit", "number", "id"];

/** The screen, or the one for unknown addresses when a numeric parameter is no number. */
export function numericParams(Page: ComponentType): ComponentType {
  return function NumericParams() {
    const params = useParams();
    const invalid = NUMBERS.some((name) => !/^\d{1,9}$/.test(params[name] ?? "0"));
    return invalid ? <NotFoundPage /> : <Page />;
  };
}
