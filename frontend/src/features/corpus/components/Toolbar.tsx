import { Anchor, Button, Group, NativeSelect, Text } from "@mantine/core";
import { Link } from "react-router";
import type { CorpusFilter } from "../../../api/advisories";
import { isFiltered } from "../state/filter";
import { ORDERS } from "../state/order";
import { SavedFilters } from "./SavedFilters";

type Props = {
  total: number | undefined;
  filter: CorpusFilter;
  order: string;
  hidden: boolean;
  onOrder: (order: string) => void;
  bands: boolean;
  onBands: () => void;
};

/** Above the table: how many there are, in what order, how severe, and what was saved. */
export function Toolbar({ total, filter, order, hidden, onOrder, bands, onBands }: Props) {
  const orders = ORDERS.filter(({ value }) => !(hidden && value.endsWith("severity")));
  const known = orders.some(({ value }) => value === order);
  return (
    <Group justify="space-between" mb="xs" gap="xs" mih={30}>
      <Group gap="sm">
        <Text size="sm" c="dimmed" role="status">
          {total === undefined ? "" : `${total} ${total === 1 ? "advisory" : "advisories"}`}
        </Text>
        {isFiltered(filter) && (
          <Anchor component={Link} to="?" size="sm" replace>
            Show all
          </Anchor>
        )}
      </Group>
      <Group gap="xs">
        <NativeSelect
          size="xs"
          aria-label="Order"
          data={known ? orders : [...orders, { value: order, label: "As chosen in the table" }]}
          value={order}
          onChange={(event) => onOrder(event.currentTarget.value)}
        />
        {!hidden && (
          <Button variant="default" size="xs" aria-expanded={bands} onClick={onBands}>
            Severities
          </Button>
        )}
        <SavedFilters filter={filter} />
      </Group>
    </Group>
  );
}
