import { Button } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { readRatings } from "../../api/ratings";
import { SheetReader } from "../../shared/ratings/SheetReader";
import { Page } from "../../shared/ui/Page";
import { FilesStudyForm } from "./FilesStudyForm";
import { ImportResult } from "./ImportResult";
import { texts } from "./texts";

const PATH = "/new-study-from-files";

/** Makes a study of files of ratings: read and check them, choose what belongs to them, follow the job. */
export function NewStudyFromFilesPage() {
  const [search, setSearch] = useSearchParams();
  const job = Number(search.get("import"));
  return (
    <Page
      title={texts.fromFiles.title}
      lead={texts.fromFiles.lead}
      actions={
        <Button component={Link} to="/" variant="default">
          {texts.import.back}
        </Button>
      }
    >
      {job ? (
        <ImportResult job={job} again={PATH} />
      ) : (
        <SheetReader read={readRatings}>
          {(answer, chosen) => (
            <FilesStudyForm
              key={JSON.stringify([chosen.files.map(({ name }) => name), chosen.options])}
              raters={answer.reading.raters.map(({ name }) => name)}
              {...chosen}
              onStarted={(started) => setSearch({ import: String(started) })}
            />
          )}
        </SheetReader>
      )}
    </Page>
  );
}
