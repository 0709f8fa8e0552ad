import { Button } from "@mantine/core";
import { Link } from "react-router";
import { Empty } from "../shared/ui/Empty";
import { Page } from "../shared/ui/Page";
import { texts } from "./texts";

/** The way back from an address without a page. */
export const ToStudies = () => (
  <Button component={Link} to="/" variant="default">
    {texts.notFound.studies}
  </Button>
);

export function NotFoundPage() {
  return (
    <Page title={texts.notFound.title} width="narrow">
      <Empty title={texts.notFound.reason} action={<ToStudies />}>
        {texts.notFound.search}
      </Empty>
    </Page>
  );
}
