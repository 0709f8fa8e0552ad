import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type Study, sinceSampleQuery } from "../../../api/studies";
import { stepPath } from "../../../shared/study";
import { Warning } from "../../../shared/ui/Warning";
import { texts } from "../texts";

/** Tells the lead how many units differ from the corpus of today. */
export function SinceSample({ study }: { study: Study }) {
  const differences = useQuery(sinceSampleQuery(study.slug)).data;
  if (!differences?.changed) return null;
  return (
    <Warning title={texts.since.title}>
      {texts.since.changed(differences.changed)}{" "}
      <Anchor component={Link} to={stepPath(study, "sample")} inherit>
        {texts.since.show}
      </Anchor>
    </Warning>
  );
}
