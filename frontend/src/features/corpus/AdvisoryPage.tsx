import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "react-router";
import { type Advisory, advisoryQuery } from "../../api/advisories";
import { useCorpus } from "../../shared/corpus";
import { DocumentText } from "../../shared/text/DocumentText";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import classes from "./AdvisoryPage.module.css";
import { Facts, References } from "./components/Facts";
import { JoinButtons } from "./components/JoinButtons";
import { Joined } from "./components/Joined";
import { Revisions } from "./components/Revisions";
import { SourceConflicts } from "./components/SourceConflicts";
import { Sources } from "./components/Sources";
import { Withdrawn } from "./components/Withdrawn";

/** One advisory: its text, its facts, its source records side by side, and its revisions. */
export function AdvisoryPage() {
  const { key = "" } = useParams();
  return (
    <Page title={key}>
      <Loaded query={useQuery(advisoryQuery(useCorpus(), key))}>
        {(advisory) =>
          advisory.key === key ? (
            <AdvisoryDetail key={key} advisory={advisory} />
          ) : (
            <Navigate to={`../${encodeURIComponent(advisory.key)}`} relative="path" replace />
          )
        }
      </Loaded>
    </Page>
  );
}

function AdvisoryDetail({ advisory }: { advisory: Advisory }) {
  return (
    <Stack gap="xl">
      <Withdrawn advisory={advisory} />
      <Joined advisory={advisory} />
      <JoinButtons advisory={advisory} />
      <div className={classes.two}>
        <DocumentText html={advisory.html} text={advisory.text} />
        <Stack gap="lg">
          <Facts advisory={advisory} />
          <SourceConflicts conflicts={advisory.conflicts} />
          <References urls={advisory.references} />
        </Stack>
      </div>
      <Sources advisory={advisory} />
      <Revisions advisory={advisory.key} hidden={advisory.severity === null} />
    </Stack>
  );
}
