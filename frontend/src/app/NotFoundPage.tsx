import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { Empty } from "../shared/ui/Empty";
import { Page } from "../shared/ui/Page";
import { texts } from "./texts";

export function NotFoundPage() {
  return (
    <Page title={texts.notFound.title} width="narrow">
      <Empty title={texts.notFound.title}>
        {texts.notFound.search}{" "}
        <Anchor component={Link} to="/">
          {texts.notFound.studies}
        </Anchor>
      </Empty>
    </Page>
  );
}
