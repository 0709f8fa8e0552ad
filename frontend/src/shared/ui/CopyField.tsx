import { Button, CopyButton, Group, TextInput } from "@mantine/core";
import { texts } from "../texts";

/** A secret or a link that is shown once, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <Group align="flex-end" wrap="nowrap">
      <TextInput
        label={label}
        value={value}
        readOnly
        flex={1}
        miw={0}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            <span aria-live="polite">{copied ? texts.copy.copied : texts.copy.copy}</span>
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
