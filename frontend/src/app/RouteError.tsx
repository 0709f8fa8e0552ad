import { useRouteError } from "react-router";
import { ErrorPanel } from "../shared/ui/ErrorPanel";
import { Page } from "../shared/ui/Page";

/** The last net under a page: a fault of ours, or a part of the page that could not be loaded. */
export function RouteError() {
  return (
    <Page title="This page failed" width="narrow">
      <ErrorPanel error={useRouteError()} retry={() => window.location.reload()} />
    </Page>
  );
}
