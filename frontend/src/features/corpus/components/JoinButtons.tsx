import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { Advisory } from "../../../api/advisories";
import { useMayImport } from "../../../shared/corpus";
import { texts } from "../texts";
import { JoinDialog } from "./JoinDialog";
import { SplitDialog } from "./SplitDialog";

/** Joining an advisory with another one, and splitting one that is not shown as joined, for whoever may import. */
export function JoinButtons({ advisory }: { advisory: Advisory }) {
  const mayImport = useMayImport();
  const [open, setOpen] = useState<"join" | "split" | null>(null);
  if (!mayImport) return null;
  const close = () => setOpen(null);
  return (
    <Group gap="xs" mb="sm">
      <Button variant="default" size="xs" onClick={() => setOpen("join")}>
        {texts.joins.joinWith}
      </Button>
      {!advisory.joined && advisory.sources.length > 1 && (
        <Button variant="default" size="xs" onClick={() => setOpen("split")}>
          {texts.joins.split}
        </Button>
      )}
      {open === "join" && <JoinDialog one={advisory.key} onClose={close} />}
      {open === "split" && <SplitDialog advisory={advisory} onClose={close} />}
    </Group>
  );
}
