import { Select } from "@mantine/core";
import { useSearchParams } from "react-router";
import { texts } from "../texts";

const CURRENT = "current";

/** The version of the codebook with which codes are read, stored in the address. */
export function CodebookSelect({ versions }: { versions: number[] }) {
  const [search, setSearch] = useSearchParams();
  const choose = (value: string | null) =>
    setSearch(value === null || value === CURRENT ? {} : { codebook: value }, { preventScrollReset: true });
  if (!versions.length) return null;
  return (
    <Select
      label={texts.codebook.label}
      description={texts.codebook.help}
      allowDeselect={false}
      data={[
        { value: CURRENT, label: texts.codebook.current },
        ...versions.map((number) => ({ value: String(number), label: texts.codebook.version(number) })),
      ]}
      value={search.get("codebook") ?? CURRENT}
      onChange={choose}
      maw="20rem"
    />
  );
}
