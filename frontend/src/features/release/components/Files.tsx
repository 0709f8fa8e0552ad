import { Anchor, Table, Text } from "@mantine/core";
import { bytes } from "../../../shared/text/bytes";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PublicRelease } from "../api";
import type { Downloads } from "../state/downloads";
import { texts } from "../texts";
import classes from "./Results.module.css";

export function Files({ downloads, release }: { downloads: Downloads; release: PublicRelease }) {
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.files.archive}
        <code>recompute.py</code>
        {texts.files.recompute}
      </Text>
      <WideTable label={texts.files.label} minWidth={460}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.files.file}</Table.Th>
              <Table.Th className={classes.number}>{texts.files.size}</Table.Th>
              <Table.Th>{texts.files.sha256}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {release.files.map((file) => (
              <Table.Tr key={file.path}>
                <Table.Td>
                  <Anchor href={downloads.file(file.path)} download={file.path} size="sm">
                    {file.path}
                  </Anchor>
                </Table.Td>
                <Table.Td className={classes.number}>{bytes(file.size)}</Table.Td>
                <Table.Td className={classes.hash} title={file.sha256}>
                  {file.sha256.slice(0, 16)}…
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}
