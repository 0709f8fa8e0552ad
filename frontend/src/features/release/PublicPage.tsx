import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useParams } from "react-router";
import { ApiError } from "../../api/client";
import { useNumber } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded, Loading } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { publicReleaseQuery, WITHHELD } from "./api";
import { Results } from "./components/Results";
import classes from "./PublicPage.module.css";
import { publicDownloadsOf } from "./state/downloads";
import { texts } from "./texts";

/** A public release: outside the shell, readable without an account. */
export function PublicPage() {
  const { study = "" } = useParams();
  const number = useNumber("number");
  const release = useQuery(publicReleaseQuery(study, number));
  const downloads = publicDownloadsOf(study, number);
  const error = release.error instanceof ApiError ? release.error : null;
  return (
    <main className={classes.main}>
      {error?.code === WITHHELD ? (
        <Page title={texts.page.title} width="narrow">
          <Empty title={texts.page.withheldTitle(number)}>{texts.page.withheld}</Empty>
        </Page>
      ) : error?.status === 404 ? (
        <Page title={texts.page.unknownTitle} width="narrow">
          <Empty title={texts.page.notPublicTitle}>{texts.page.notPublic}</Empty>
        </Page>
      ) : (
        <Page
          title={release.data?.title ?? texts.page.title}
          lead={release.data?.question}
          actions={
            release.data && (
              <Group gap="xs" className="no-print">
                <Button variant="default" onClick={() => window.print()}>
                  {texts.page.print}
                </Button>
                <Button component="a" href={downloads.archive} download>
                  {texts.page.download}
                </Button>
              </Group>
            )
          }
        >
          <Suspense fallback={<Loading rows={8} />}>
            <Loaded query={release} rows={8}>
              {(shown) => <Results downloads={downloads} study={null} release={shown} />}
            </Loaded>
          </Suspense>
        </Page>
      )}
    </main>
  );
}
