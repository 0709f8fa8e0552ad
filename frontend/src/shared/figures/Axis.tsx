import type { Coefficient } from "../../api/agreement";
import { useMeta } from "../../api/meta";
import { interval, number } from "../numbers";
import { texts } from "../texts";
import classes from "./Axis.module.css";
import { position } from "./scale";

export interface Row {
  name: string;
  estimate: Coefficient;
  quiet?: boolean;
}

interface Props {
  rows: Row[];
  from: number;
  threshold: number | null;
}

const STEP = 38;
const TOP = 34;

/** Coefficients as points with their intervals on one axis. */
export function Axis({ rows, from, threshold }: Props) {
  const { bands } = useMeta().bands;
  const bottom = TOP + rows.length * STEP;
  const x = (value: number) => `${position(value, from)}%`;
  const ticks = Array.from({ length: Math.round((1 - from) / 0.2) + 1 }, (_, index) => from + index * 0.2);
  return (
    <svg
      className={classes.axis}
      width="100%"
      height={bottom + 44}
      role="img"
      aria-label={description(rows, threshold)}
    >
      {bands.map(
        ({ lower, word }, index) =>
          lower >= 0 && (
            <g key={word} className={classes.band}>
              <line x1={x(lower)} x2={x(lower)} y1={TOP - 12} y2={bottom} />
              <text x={x((lower + (bands[index + 1]?.lower ?? 1)) / 2)} y={14} textAnchor="middle">
                {word}
              </text>
            </g>
          ),
      )}
      <line className={classes.ground} x1={x(from)} x2={x(1)} y1={bottom} y2={bottom} />
      {ticks.map((tick) => (
        <g key={tick.toFixed(1)} className={classes.tick}>
          <line x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 5} />
          <text x={x(tick)} y={bottom + 19} textAnchor="middle">
            {number(tick, 1)}
          </text>
        </g>
      ))}
      {threshold !== null && (
        <g className={classes.threshold}>
          <line x1={x(threshold)} x2={x(threshold)} y1={TOP - 12} y2={bottom} />
          <text x={x(threshold)} y={bottom + 37} textAnchor="middle">
            {texts.axis.threshold(String(threshold))}
          </text>
        </g>
      )}
      {rows.map((row, index) => (
        <Estimate
          key={row.name}
          row={row}
          from={from}
          y={TOP + index * STEP + STEP / 2}
          named={rows.length > 1}
        />
      ))}
    </svg>
  );
}

function Estimate({ row, from, y, named }: { row: Row; from: number; y: number; named: boolean }) {
  const { value, low, high } = row.estimate;
  const x = (at: number) => `${position(at, from)}%`;
  const left = value !== null && position(low ?? value, from) < 30;
  return (
    <g className={row.quiet ? classes.quiet : classes.point}>
      {low !== null && high !== null && (
        <>
          <line x1={x(low)} x2={x(high)} y1={y} y2={y} className={classes.whisker} />
          {[low, high].map((end, index) => (
            <line key={index} x1={x(end)} x2={x(end)} y1={y - 6} y2={y + 6} className={classes.whisker} />
          ))}
        </>
      )}
      {value !== null && <circle cx={x(value)} cy={y} r={row.quiet ? 5 : 7} />}
      {named && (
        <text
          x={x(left ? (high ?? value ?? 0) : (low ?? value ?? 0))}
          dx={left ? 12 : -12}
          y={y + 4}
          textAnchor={left ? "start" : "end"}
          className={classes.name}
        >
          {value === null ? texts.axis.undefinedName(row.name) : row.name}
        </text>
      )}
    </g>
  );
}

type Drawn = Pick<Coefficient, "value" | "low" | "high">;

/** A small interval for a row of a table, which also has the numbers. */
export function Whisker({ estimate, from }: { estimate: Drawn; from: number }) {
  const { value, low, high } = estimate;
  if (value === null) return null;
  const x = (at: number) => `${position(at, from)}%`;
  return (
    <svg className={classes.small} width="100%" height={18} aria-hidden>
      <line className={classes.rail} x1={x(from)} x2={x(1)} y1={9} y2={9} />
      <line className={classes.rail} x1={x(0)} x2={x(0)} y1={4} y2={14} />
      {low !== null && high !== null && (
        <line className={classes.whisker} x1={x(low)} x2={x(high)} y1={9} y2={9} />
      )}
      <circle cx={x(value)} cy={9} r={4} />
    </svg>
  );
}

function description(rows: Row[], threshold: number | null): string {
  const estimates = rows.map(({ name, estimate }) =>
    estimate.value === null
      ? texts.axis.undefined(name, estimate.undefined)
      : texts.axis.estimate(name, number(estimate.value), interval(estimate)),
  );
  return texts.axis.description(estimates, threshold === null ? null : String(threshold));
}
