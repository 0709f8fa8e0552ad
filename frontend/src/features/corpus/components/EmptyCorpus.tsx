import { Button } from "@mantine/core";
import { Link } from "react-router";
import { Empty } from "../../../shared/ui/Empty";

/** No advisory to list, and what to do about it. */
export function EmptyCorpus({ filtered, mayImport }: { filtered: boolean; mayImport: boolean }) {
  if (filtered) {
    return (
      <Empty
        title="Nothing matches"
        action={
          <Button component={Link} to="?" replace variant="default">
            Show all
          </Button>
        }
      >
        Take a facet away, or search for fewer letters.
      </Empty>
    );
  }
  return (
    <Empty
      title="The corpus is empty"
      action={
        mayImport && (
          <Button component={Link} to="/imports">
            Import advisories
          </Button>
        )
      }
    >
      The corpus holds every advisory that can be sampled for a study.{" "}
      {mayImport
        ? "Import files, folders as archives, or exports of any known format."
        : "Leads import advisories; then they are listed here."}
    </Empty>
  );
}
