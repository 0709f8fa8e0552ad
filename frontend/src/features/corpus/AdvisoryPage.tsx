import { useParams } from "react-router";
import { Page } from "../../shared/ui/Page";
import { ReadingPane } from "./ReadingPane";

export function AdvisoryPage() {
  const { key = "" } = useParams();
  return (
    <Page title={key} width="narrow">
      <ReadingPane advisory={key} />
    </Page>
  );
}
