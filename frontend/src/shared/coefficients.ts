import { useMemo } from "react";
import { type Meta, useMeta } from "../api/meta";
import type { OrderKind } from "./codes/order";
import { coefficient, percentOf } from "./numbers";
import { capitalised } from "./text/capitalised";
import { texts } from "./texts";

type Row = Meta["coefficients"][number];

/** Names and printed values of coefficients, from the server's table. */
export class Coefficients {
  readonly #rows: Map<string, Row>;

  constructor(rows: readonly Row[]) {
    this.#rows = new Map(rows.map((row) => [row.name, row]));
  }

  /** The full name, such as "Percent agreement". */
  name(name: string): string {
    return capitalised(this.#rows.get(name)?.label ?? name.replaceAll("_", " "));
  }

  /** The short name for headings and axes, such as "Cohen’s κ". */
  symbol(name: string): string {
    return this.#rows.get(name)?.symbol ?? this.name(name);
  }

  /** One sentence for a reader who does not know the coefficient. */
  explanation(name: string): string {
    return this.#rows.get(name)?.explanation ?? "";
  }

  /** A value as a release prints it: shares in percent, others with two decimals. */
  value(name: string, value: number): string {
    return this.#rows.get(name)?.share ? `${percentOf(value)} %` : coefficient(value);
  }

  /** "0.52 to 0.74", or a dash if there is no interval. */
  interval(name: string, { low, high }: { low: number | null; high: number | null }): string {
    if (low === null || high === null) return "–";
    return texts.intervals.range(this.value(name, low), this.value(name, high));
  }
}

export function useCoefficients(): Coefficients {
  const { coefficients } = useMeta();
  return useMemo(() => new Coefficients(coefficients), [coefficients]);
}

/** The statistics that a round can be judged by; the first is the default. */
export function primaryStatistics(
  meta: Meta,
  raters: number,
  multiLabel: boolean,
  complete: boolean,
  order: OrderKind,
): string[] {
  const row = meta.primary_statistics.find(
    (choices) =>
      choices.raters === (raters > 2 ? 3 : 2) &&
      choices.multi_label === multiLabel &&
      choices.complete === complete &&
      choices.code_order === order,
  );
  return row?.coefficients ?? [];
}
