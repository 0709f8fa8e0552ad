import { Anchor, NativeSelect, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import type { Round } from "../../api/studies";
import { roundQuery } from "../../api/studies";
import type { Paint } from "../../shared/highlight/highlight";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { DocumentText } from "../../shared/text/DocumentText";
import { Page } from "../../shared/ui/Page";
import { SealedNotice } from "../../shared/ui/SealedNotice";
import { Suspended } from "../../shared/ui/Suspended";
import { passagesOfUnitQuery } from "./api";
import classes from "./PassagesPage.module.css";
import { texts } from "./texts";

const words = texts.sideBySide;
/** Colours of the raters: the passages that are compared have one code and its colour. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

/** The passages of all raters over the text of one unit. */
export function PassagesPage() {
  const study = useStudy();
  const round = useSuspenseQuery(roundQuery(study.slug, useNumber("round"))).data;
  const unit = useNumber("unit");
  return (
    <Page title={words.title(unit)}>
      <Anchor component={Link} to={stepPath(study, "agreement", round.number)} size="sm">
        {words.back}
      </Anchor>
      {round.sealed ? (
        <SealedNotice round={round} what={words.sealed} />
      ) : (
        <Suspended key={unit}>
          <SideBySide round={round} unit={unit} />
        </Suspended>
      )}
    </Page>
  );
}

function SideBySide({ round, unit: number }: { round: Round; unit: number }) {
  const study = useStudy();
  const [search, setSearch] = useSearchParams();
  const codebook = Number(search.get("codebook")) || undefined;
  const { unit, codings } = useSuspenseQuery(
    passagesOfUnitQuery(study.slug, round.number, number, codebook),
  ).data;
  const codes = useMemo(() => {
    const marked = new Set(codings.flatMap(({ segments }) => segments.map(({ code }) => code)));
    const given = new Map(codings.flatMap((coding) => coding.codes.map((code) => [code.id, code.label])));
    return [...given].filter(([id]) => marked.has(id)).map(([id, label]) => ({ id, label }));
  }, [codings]);
  const code = codes.find(({ label }) => label === search.get("code")) ?? codes[0];
  const columns = useMemo(
    () =>
      codings.map((coding, index) => ({
        rater: coding.rater,
        codes: coding.codes.map(({ label }) => label),
        colour: COLOURS[index % COLOURS.length] ?? "#777777",
        segments: coding.segments.filter((segment) => segment.code === code?.id),
      })),
    [codings, code],
  );
  const paints: Paint[] = useMemo(
    () => columns.map(({ colour, segments }) => ({ colour, spans: segments })),
    [columns],
  );
  return (
    <>
      <Text size="sm" c="dimmed" mt="xs">
        {unit.identifier}
      </Text>
      {code ? (
        <NativeSelect
          label={words.code}
          value={code.label}
          onChange={(event) => {
            search.set("code", event.currentTarget.value);
            setSearch(search, { replace: true, preventScrollReset: true });
          }}
          data={codes.map(({ label }) => label)}
          maw="20rem"
          my="sm"
        />
      ) : (
        <Text size="sm" my="sm">
          {words.noCodes}
        </Text>
      )}
      <div className={classes.layout}>
        <section className={classes.text} aria-label={words.text}>
          <DocumentText html={unit.html} text={unit.text} paints={paints} />
        </section>
        <div>
          {columns.map(({ rater, codes: given, colour, segments }) => (
            <section key={rater} className={classes.rater} aria-label={words.rater(rater)}>
              <Title order={2} size="h5">
                <span aria-hidden="true" className={classes.mark} style={{ backgroundColor: colour }} />
                {rater}
              </Title>
              <Text size="sm">{words.gave(given)}</Text>
              {segments.length ? (
                <ul className={classes.quotes}>
                  {segments.map(({ start, end, quote }) => (
                    <li key={`${start} ${end}`}>{words.quote(quote)}</li>
                  ))}
                </ul>
              ) : (
                <Text size="sm" c="dimmed">
                  {words.none}
                </Text>
              )}
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
