import { Text } from "@mantine/core";
import { texts } from "../texts";
import classes from "./Saturation.module.css";

const WIDTH = 600;
const HEIGHT = 140;
const STROKES = ["none", "6 4", "2 3", "10 3 2 3"];

type Props = {
  curves: Record<string, number[]>;
  expected: Record<string, number[]>;
  reached: Record<string, number | null>;
};

/** Number of distinct codes that each rater had used after each unit. A flat end means saturation. */
export function Saturation({ curves, expected, reached }: Props) {
  const raters = Object.entries(curves).filter(([, curve]) => curve.length > 1);
  if (raters.length === 0) return null;
  const longest = Math.max(...raters.map(([, curve]) => curve.length));
  const most = Math.max(...raters.flatMap(([, curve]) => curve), 1);
  const points = (curve: number[]) =>
    curve
      .map((codes, index) => `${(index / (longest - 1)) * WIDTH},${HEIGHT - (codes / most) * HEIGHT}`)
      .join(" ");
  const summaries = raters.map(([rater, curve]) => {
    const all = curve.at(-1) ?? 0;
    const unit = reached[rater];
    const end = unit ? texts.saturation.reached(unit) : texts.saturation.notReached;
    return texts.saturation.summary(rater, all, curve.indexOf(all) + 1, curve.length, end);
  });
  return (
    <>
      <svg
        className={classes.curve}
        viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summaries.join("; ")}
      >
        {raters.map(([rater]) => (
          <polyline
            key={`expected ${rater}`}
            points={points(expected[rater] ?? [])}
            className={classes.expected}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {raters.map(([rater, curve], index) => (
          <polyline
            key={rater}
            points={points(curve)}
            strokeDasharray={STROKES[index % STROKES.length]}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      {raters.map(([rater], index) => (
        <Text key={rater} size="sm" c="dimmed" className={classes.legend}>
          <svg width="28" height="8" aria-hidden className={classes.sample}>
            <line x1="0" x2="28" y1="4" y2="4" strokeDasharray={STROKES[index % STROKES.length]} />
          </svg>
          {summaries[index]}
        </Text>
      ))}
      <Text size="sm" c="dimmed" mt={4}>
        {texts.saturation.help}
      </Text>
    </>
  );
}
