import type { ComponentType } from "react";
import { useParams } from "react-router";
import { NotFoundPage } from "./NotFoundPage";

/** The parts of addresses that are numbers. */
const NUMBERS = ["round", "unit", "number", "id"];

/** The page, or the one for unknown addresses where a number of the address is none. */
export function numericParams(Page: ComponentType): ComponentType {
  return function Numbered() {
    const params = useParams();
    const wrong = NUMBERS.some((name) => !/^\d{1,9}$/.test(params[name] ?? "0"));
    return wrong ? <NotFoundPage /> : <Page />;
  };
}
