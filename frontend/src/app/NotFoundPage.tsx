import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { Empty } from "../shared/ui/Empty";
import { Page } from "../shared/ui/Page";

export function NotFoundPage() {
  return (
    <Page title="There is no such page" width="narrow">
      <Empty title="Nothing lives at this address">
        Look for it in{" "}
        <Anchor component={Link} to="/">
          your studies
        </Anchor>
        , or press Ctrl K and type its name.
      </Empty>
    </Page>
  );
}
