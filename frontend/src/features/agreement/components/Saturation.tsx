import { Text } from "@mantine/core";
import classes from "./Saturation.module.css";

const WIDTH = 600;
const HEIGHT = 140;
const STROKES = ["none", "6 4", "2 3", "10 3 2 3"];

type Props = {
  curves: Record<string, number[]>;
  expected: Record<string, number[]>;
  reached: Record<string, number | null>;
};

/** How many different codes each rater had used after each unit: flat at the end means nothing new came up. */
export function Saturation({ curves, expected, reached }: Props) {
  const raters = Object.entries(curves).filter(([, curve]) => curve.length > 1);
  if (raters.length === 0) return null;
  const longest = Math.max(...raters.map(([, curve]) => curve.length));
  const most = Math.max(...raters.flatMap(([, curve]) => curve), 1);
  const points = (curve: number[]) =>
    curve
      .map((codes, index) => `${(index / (longest - 1)) * WIDTH},${HEIGHT - (codes / most) * HEIGHT}`)
      .join(" ");
  const words = raters.map(([rater, curve]) => {
    const all = curve.at(-1) ?? 0;
    const unit = reached[rater];
    const end = unit ? `saturated after ${unit} units` : "not saturated";
    return `${rater}: ${all} codes, the last new one at unit ${curve.indexOf(all) + 1} of ${curve.length}; ${end}`;
  });
  return (
    <>
      <svg
        className={classes.curve}
        viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.join("; ")}
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
          {words[index]}
        </Text>
      ))}
      <Text size="sm" c="dimmed" mt={4}>
        The faint lines are the mean over all orders of the units. Saturated: 10 units in a row brought at
        most 5 % as many new codes as the first 10 had (Guest, Namey and Chen 2020).
      </Text>
    </>
  );
}
