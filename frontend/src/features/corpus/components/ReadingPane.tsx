import { useQuery } from "@tanstack/react-query";
import { advisoryQuery } from "../../../api/advisories";
import { useCorpus } from "../../../shared/corpus";
import { Loaded } from "../../../shared/ui/Loaded";
import { AdvisoryText } from "./AdvisoryText";

export function ReadingPane({ advisory }: { advisory: string }) {
  return (
    <Loaded query={useQuery(advisoryQuery(useCorpus(), advisory))}>
      {(data) => <AdvisoryText key={advisory} advisory={data} />}
    </Loaded>
  );
}
