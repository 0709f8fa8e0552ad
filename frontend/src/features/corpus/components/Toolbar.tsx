import { Anchor, Button, Group, NativeSelect, Text } from "@mantine/core";
import { Link } from "react-router";
import type { CorpusFilter } from "../../../api/advisories";
import { isFiltered } from "../state/filter";
import { ORDERS } from "../state/order";
import { texts } from "../texts";
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

/** The bar above the table: the number of advisories, their order, their severities, and saved filters. */
export function Toolbar({ total, filter, order, hidden, onOrder, bands, onBands }: Props) {
  const orders = ORDERS.filter(({ value }) => !(hidden && value.endsWith("severity")));
  const known = orders.some(({ value }) => value === order);
  return (
    <Group justify="space-between" mb="xs" gap="xs" mih={30}>
      <Group gap="sm">
        <Text size="sm" c="dimmed" role="status">
          {total === undefined ? "" : texts.toolbar.total(total)}
        </Text>
        {isFiltered(filter) && (
          <Anchor component={Link} to="?" size="sm" replace>
            {texts.toolbar.showAll}
          </Anchor>
        )}
      </Group>
      <Group gap="xs">
        <NativeSelect
          size="xs"
          aria-label={texts.toolbar.order}
          data={known ? orders : [...orders, { value: order, label: texts.toolbar.orders.other }]}
          value={order}
          onChange={(event) => onOrder(event.currentTarget.value)}
        />
        {!hidden && (
          <Button variant="default" size="xs" aria-expanded={bands} onClick={onBands}>
            {texts.toolbar.severities}
          </Button>
        )}
        <SavedFilters filter={filter} />
      </Group>
    </Group>
  );
}
