/** Colours of codes, adapted so that they contrast with the background. */
type Rgb = [number, number, number];

const LIGHT_GROUND: Rgb = [255, 255, 255];
const DARK_GROUND: Rgb = [26, 27, 30];
const MIN_CONTRAST = 3.2; // WCAG requires 3:1 for graphics

export function parseColour(hex: string): Rgb {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? hex : "#777777";
  return [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16)) as Rgb;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: Rgb, two: Rgb): number {
  const [dark, light] = [luminance(one), luminance(two)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, darkened or lightened until a line of it contrasts with the background. */
function shown(hex: string, dark: boolean): Rgb {
  const ground = dark ? DARK_GROUND : LIGHT_GROUND;
  const goal = dark ? 255 : 0;
  let rgb = parseColour(hex);
  for (let step = 0; step < 12 && contrast(rgb, ground) < MIN_CONTRAST; step += 1) {
    rgb = rgb.map((part) => Math.round(part + (goal - part) * 0.15)) as Rgb;
  }
  return rgb;
}

export const lineColour = (hex: string, dark: boolean): string => `rgb(${shown(hex, dark).join(" ")})`;

/** A translucent background for words: text under two of them remains readable. */
export function tint(hex: string, dark: boolean, strong = false): string {
  const share = (dark ? 0.26 : 0.18) + (strong ? 0.2 : 0);
  return `rgb(${(dark ? shown(hex, dark) : parseColour(hex)).join(" ")} / ${share})`;
}
