import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { ApiError, address, at } from "../../api/client";
import { useNumber } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { publicReleaseQuery } from "./api";
import { Results } from "./components/Results";
import classes from "./PublicPage.module.css";

/** A release for everybody: outside the shell, and nothing on it needs an account. */
export function PublicPage() {
  const { study = "" } = useParams();
  const number = useNumber("number");
  const release = useQuery(publicReleaseQuery(study, number));
  const home = at`public/${study}/releases/${number}/`;
  const missing = release.error instanceof ApiError && release.error.status === 404;
  return (
    <main className={classes.main}>
      {missing ? (
        <Page title="There is no such release" width="narrow">
          <Empty title="Not here, or not public">
            A release is seen here as long as its study's lead has it public.
          </Empty>
        </Page>
      ) : (
        <Page
          title={release.data?.title ?? "Release"}
          lead={release.data?.question}
          actions={
            release.data && (
              <Group gap="xs" className="no-print">
                <Button variant="default" onClick={() => window.print()}>
                  Print
                </Button>
                <Button component="a" href={address(`${home}archive/`)} download>
                  Download everything
                </Button>
              </Group>
            )
          }
        >
          <Loaded query={release} rows={8}>
            {(found) => <Results home={home} study={null} release={found} />}
          </Loaded>
        </Page>
      )}
    </main>
  );
}
