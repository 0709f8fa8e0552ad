import { Button, Text } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { readRatings } from "../../api/ratings";
import { SheetReader } from "../../shared/ratings/SheetReader";
import { Page } from "../../shared/ui/Page";
import { FilesStudyForm } from "./FilesStudyForm";
import { ImportResult } from "./ImportResult";
import { texts } from "./texts";

const PATH = "/new-study-from-files";
/** As the server takes (`MOST_CODINGS` in `coding/steps/study_import.py`). */
const MOST_RATINGS = 5_000;

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
          {({ reading: { raters } }, chosen) => {
            const ratings = raters.reduce((sum, rater) => sum + rater.ratings, 0);
            return ratings > MOST_RATINGS ? (
              <Text role="status">{texts.fromFiles.tooMany(ratings, MOST_RATINGS)}</Text>
            ) : (
              <FilesStudyForm
                key={JSON.stringify([chosen.files.map(({ name }) => name), chosen.options])}
                raters={raters.map(({ name }) => name)}
                {...chosen}
                onStarted={(started) => setSearch({ import: String(started) })}
              />
            );
          }}
        </SheetReader>
      )}
    </Page>
  );
}
