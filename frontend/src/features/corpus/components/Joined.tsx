import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Advisory } from "../../../api/advisories";
import { useMayImport } from "../../../shared/corpus";
import { Warning } from "../../../shared/ui/Warning";
import { texts } from "../texts";
import { SplitDialog } from "./SplitDialog";

/** A note on an advisory with two CVEs or two GHSAs; whoever may import can split it if it has several records. */
export function Joined({ advisory }: { advisory: Advisory }) {
  const [open, dialog] = useDisclosure(false);
  const mayImport = useMayImport();
  const several = advisory.sources.length > 1; // a record is never split
  if (!advisory.joined) return null;
  return (
    <Warning title={texts.joins.title(advisory.joined)}>
      <p>{several ? texts.joins.lead : texts.joins.oneRecord}</p>
      {several && mayImport && (
        <Button variant="default" size="xs" onClick={dialog.open}>
          {texts.joins.split}
        </Button>
      )}
      {open && <SplitDialog advisory={advisory} onClose={dialog.close} />}
    </Warning>
  );
}
