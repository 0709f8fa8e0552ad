import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { texts } from "./texts";

export function OfflineBanner() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert variant="outline" color="gray" mb="md" role="status">
      <b>{texts.offline.title}</b> {texts.offline.body}
    </Alert>
  );
}
