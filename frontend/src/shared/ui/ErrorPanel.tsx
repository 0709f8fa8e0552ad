import { Alert, Button, Group, Text } from "@mantine/core";
import { ApiError } from "../../api/client";

/** What went wrong, in the server's own sentence, and the way on. */
export function ErrorPanel({ error, retry }: { error: unknown; retry?: () => void }) {
  const known = error instanceof ApiError ? error : null;
  return (
    <Alert
      variant="outline"
      color="red"
      title={headline(known)}
      role="alert"
      maw="44rem"
      styles={{ title: { color: "var(--mantine-color-text)" } }} // red on white is too faint for words
    >
      <Text size="sm">
        {known?.detail ?? "Something in this page failed. Load it again; nothing was lost."}
      </Text>
      {retry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function headline(error: ApiError | null): string {
  if (!error) return "This page failed";
  if (error.status === 0) return "No connection";
  if (error.status === 403) return "You don't have access";
  if (error.status === 404) return "Not found";
  return error.status >= 500 ? "The server failed" : "That did not work";
}
