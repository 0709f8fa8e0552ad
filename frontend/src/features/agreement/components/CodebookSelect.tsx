import { Select } from "@mantine/core";
import { useSearchParams } from "react-router";

const NOW = "now";

/** At which version of the codebook codes are read; kept in the address. */
export function CodebookSelect({ versions }: { versions: number[] }) {
  const [search, setSearch] = useSearchParams();
  const choose = (value: string | null) =>
    setSearch(value === null || value === NOW ? {} : { codebook: value }, { preventScrollReset: true });
  if (!versions.length) return null;
  return (
    <Select
      label="Codebook"
      description="Codes are read as they were merged and named then."
      allowDeselect={false}
      data={[
        { value: NOW, label: "As now" },
        ...versions.map((number) => ({ value: String(number), label: `Version ${number}` })),
      ]}
      value={search.get("codebook") ?? NOW}
      onChange={choose}
      maw="20rem"
    />
  );
}
