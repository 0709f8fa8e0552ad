import { useRouteError } from "react-router";
import { ErrorPanel } from "../shared/ui/ErrorPanel";
import { Page } from "../shared/ui/Page";
import { texts } from "./texts";

/** The error of a screen that failed or could not be loaded. */
export function RouteError() {
  return (
    <Page title={texts.failed} width="narrow">
      <ErrorPanel error={useRouteError()} retry={() => window.location.reload()} />
    </Page>
  );
}
