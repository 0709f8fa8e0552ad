import { Button } from "@mantine/core";
import { Link } from "react-router";
import { useCorpus } from "../../../shared/corpus";
import { Empty } from "../../../shared/ui/Empty";
import { texts } from "../texts";

type Props = { filtered: boolean; searched: boolean; mayImport: boolean };

/** The empty state of the corpus, or of a filter without results. */
export function EmptyCorpus({ filtered, searched, mayImport }: Props) {
  const corpus = useCorpus();
  if (filtered) {
    return (
      <Empty
        title={texts.empty.noMatchTitle}
        action={
          <Button component={Link} to="?" replace variant="default">
            {texts.empty.showAll}
          </Button>
        }
      >
        {searched ? texts.empty.noSearchMatch : texts.empty.noMatch}
      </Empty>
    );
  }
  return (
    <Empty
      title={texts.empty.title}
      action={
        mayImport && (
          <Button component={Link} to={`${corpus}/imports`}>
            {texts.empty.import}
          </Button>
        )
      }
    >
      {mayImport ? texts.empty.withImport : texts.empty.withoutImport}
    </Empty>
  );
}
