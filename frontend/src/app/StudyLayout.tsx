import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "react-router";
import { ApiError } from "../api/client";
import { studyQuery } from "../api/studies";
import { Empty } from "../shared/ui/Empty";
import { ErrorPanel } from "../shared/ui/ErrorPanel";
import { Loaded } from "../shared/ui/Loaded";
import { Page } from "../shared/ui/Page";
import { ToStudies } from "./NotFoundPage";
import { texts } from "./texts";

/** Loads the study. The screens of the study read it with `useStudy`. */
export function StudyLayout() {
  const { study = "" } = useParams();
  const query = useQuery(studyQuery(study));
  if (!query.data && query.error) return <Missing query={query} />;
  return <Loaded query={query}>{() => <Outlet key={study} />}</Loaded>;
}

function Missing({ query }: { query: { data: undefined; error: Error; refetch: () => Promise<unknown> } }) {
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Page title={texts.noStudy.title} width="narrow">
        <Empty title={texts.noStudy.reason} action={<ToStudies />}>
          {texts.noStudy.help}
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={texts.noStudy.failed} width="narrow">
      <ErrorPanel error={query.error} retry={() => void query.refetch()} />
    </Page>
  );
}
