import { Alert, Button, Group, Text } from "@mantine/core";
import { ApiError } from "../../api/client";
import { texts } from "../texts";

/** An error: the server's sentence, and a button to try again. */
export function ErrorPanel({ error, retry }: { error: unknown; retry?: () => void }) {
  const known = error instanceof ApiError ? error : null;
  return (
    <Alert
      variant="outline"
      color="red"
      title={headline(known)}
      role="alert"
      maw="44rem"
      styles={{ title: { color: "var(--mantine-color-text)" } }} // red text on white has too little contrast
    >
      <Text size="sm">{known?.detail ?? texts.error.pageHelp}</Text>
      {retry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={retry}>
            {texts.error.retry}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function headline(error: ApiError | null): string {
  if (!error) return texts.error.page;
  if (error.status === 0) return texts.error.unreachable;
  if (error.status === 403) return texts.error.forbidden;
  if (error.status === 404) return texts.error.notFound;
  return error.status >= 500 ? texts.error.server : texts.error.refused;
}
