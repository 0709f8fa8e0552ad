import { useEffect, useState } from "react";
import { texts } from "../texts";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const words = new Intl.RelativeTimeFormat(texts.time.locale, { numeric: "auto" });
const full = new Intl.DateTimeFormat(texts.time.dateLocale, { dateStyle: "long", timeStyle: "short" });
const day = new Intl.DateTimeFormat(texts.time.dateLocale, { dateStyle: "medium" });

/** "3 minutes ago", with the exact time on hover. */
export function TimeAgo({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={full.format(new Date(at))}>
      {ago(at, now)}
    </time>
  );
}

export function ago(at: string, now: number): string {
  const seconds = Math.round((now - Date.parse(at)) / 1000);
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  return step ? words.format(-Math.round(seconds / step[1]), step[0]) : texts.time.justNow;
}

export const date = (at: string) => day.format(new Date(at));
export const dateTime = (at: string) => full.format(new Date(at));
