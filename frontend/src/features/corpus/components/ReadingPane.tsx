import { useQuery } from "@tanstack/react-query";
import { advisoryQuery } from "../../../api/advisories";
import { Loaded } from "../../../shared/ui/Loaded";
import { AdvisoryText } from "./AdvisoryText";

export function ReadingPane({ advisory }: { advisory: string }) {
  return (
    <Loaded query={useQuery(advisoryQuery(advisory))}>
      {(data) => <AdvisoryText key={advisory} advisory={data} />}
    </Loaded>
  );
}
