import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "react-router";
import { ApiError } from "../api/client";
import { studyQuery } from "../api/studies";
import { Empty } from "../shared/ui/Empty";
import { ErrorPanel } from "../shared/ui/ErrorPanel";
import { Loaded } from "../shared/ui/Loaded";
import { Page } from "../shared/ui/Page";

/** Loads the study once; the pages below read it with `useStudy`. */
export function StudyLayout() {
  const { study = "" } = useParams();
  const query = useQuery(studyQuery(study));
  if (!query.data && query.error) return <Missing query={query} />;
  return <Loaded query={query}>{() => <Outlet key={study} />}</Loaded>;
}

function Missing({ query }: { query: { data: undefined; error: Error; refetch: () => Promise<unknown> } }) {
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Page title="There is no such study" width="narrow">
        <Empty title="Not here, or not for you">
          A study is seen by its members only. Ask its lead for an invitation, or look at the address again.
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="The study could not be loaded" width="narrow">
      <ErrorPanel error={query.error} retry={() => void query.refetch()} />
    </Page>
  );
}
