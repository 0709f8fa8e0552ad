import { Anchor, Button, Group, NativeSelect, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { percentOf } from "../../../shared/numbers";
import { useStudy } from "../../../shared/study";
import { Loaded } from "../../../shared/ui/Loaded";
import { type Position, passagesQuery, type UnitWithPassages } from "../api";
import { texts } from "../texts";

const words = texts.unitsWithPassages;
const POSITIONS = Object.keys(words.positions) as Position[];

/** The units with passages, by how the passages of two raters lie; each leads to its passages over the text. */
export function UnitsWithPassages({ round, codes }: { round: number; codes: string[] }) {
  const study = useStudy();
  const [search] = useSearchParams();
  const codebook = Number(search.get("codebook")) || undefined;
  const [position, setPosition] = useState<Position>("apart");
  const [code, setCode] = useState("");
  const query = useInfiniteQuery(
    passagesQuery(study.slug, round, { position, code: code || undefined, codebook }),
  );
  const counts = query.data?.pages[0]?.counts;
  return (
    <section aria-label={words.title}>
      <Title order={3} size="h5" mt="lg" mb="xs">
        {words.title}
      </Title>
      <Group mb="xs" align="flex-end">
        <NativeSelect
          label={words.position}
          value={position}
          onChange={(event) => setPosition(event.currentTarget.value as Position)}
          data={POSITIONS.map((value) => ({
            value,
            label: counts ? words.counted(words.positions[value], counts[value]) : words.positions[value],
          }))}
        />
        <NativeSelect
          label={words.code}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          data={[{ value: "", label: words.all }, ...codes.map((label) => ({ value: label, label }))]}
        />
      </Group>
      <Loaded query={query} rows={3}>
        {({ pages }) => {
          const rows = pages.flatMap(({ units }) => units);
          if (!rows.length) return <Text size="sm">{words.none}</Text>;
          return (
            <ul>
              {rows.map((row) => (
                <li key={`${row.unit} ${row.code}`}>
                  <Row row={row} codebook={codebook} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </section>
  );
}

function Row({ row, codebook }: { row: UnitWithPassages; codebook: number | undefined }) {
  const search = new URLSearchParams({ code: row.code, ...(codebook ? { codebook: String(codebook) } : {}) });
  return (
    <Text size="sm">
      <Anchor component={Link} to={`../passages/${row.unit}?${search}`} relative="path">
        {words.unit(row.unit, row.identifier)}
      </Anchor>{" "}
      {row.title} <b>{row.code}</b>
      {row.common !== null && ` ${words.common(`${percentOf(row.common)} %`)}`}
    </Text>
  );
}
