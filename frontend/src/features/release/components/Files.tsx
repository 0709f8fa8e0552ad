import { Anchor, Table, Text } from "@mantine/core";
import { address } from "../../../api/client";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PublicRelease } from "../api";
import { bytes } from "../state/bytes";
import classes from "./Results.module.css";

/** `home` is the address of the release in the API. */
export function Files({ home, release }: { home: string; release: PublicRelease }) {
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        All of these are in the archive. <code>recompute.py</code> prints the table and the coefficients again
        from the CSV files, with nothing but Python.
      </Text>
      <WideTable label="Files" minWidth={460}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th className={classes.number}>Size</Table.Th>
              <Table.Th>SHA-256</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {release.files.map((file) => (
              <Table.Tr key={file.path}>
                <Table.Td>
                  <Anchor
                    href={address(`${home}files/${encodeURIComponent(file.path)}/`)}
                    download={file.path}
                    size="sm"
                  >
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
