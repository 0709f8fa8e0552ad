import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { corporaQuery, OWN } from "../../api/corpora";
import { texts } from "../texts";

type Props = { label: string; value: string; onChange: (corpus: string) => void };

/** Chooses the study's own corpus or a shared one; nothing while there is no shared one. */
export function CorpusSelect({ label, value, onChange }: Props) {
  const shared = useQuery(corporaQuery).data ?? [];
  if (!shared.length && value === OWN) return null;
  return (
    <Select
      label={label}
      data={[
        { value: OWN, label: texts.corpus.own },
        ...shared.map(({ slug, name }) => ({ value: slug, label: texts.corpus.shared(name) })),
      ]}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => onChange(chosen ?? OWN)}
      maw="24rem"
    />
  );
}
