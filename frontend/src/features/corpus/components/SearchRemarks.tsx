import { Text } from "@mantine/core";

/** What to know about the result of a search, such as how many texts are still being indexed. */
export function SearchRemarks({ remarks }: { remarks: readonly string[] }) {
  return (
    <div role="status">
      {remarks.map((remark) => (
        <Text key={remark} size="sm" mb="xs">
          {remark}
        </Text>
      ))}
    </div>
  );
}
