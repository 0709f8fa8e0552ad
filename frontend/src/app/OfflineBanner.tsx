import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";

export function OfflineBanner() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert variant="outline" color="gray" mb="md" role="status">
      <b>Offline.</b> What you see may be out of date. Drafts are kept on this computer and sent when the
      connection is back.
    </Alert>
  );
}
