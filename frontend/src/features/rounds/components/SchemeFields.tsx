import { Group, NumberInput, Radio, Stack } from "@mantine/core";
import { ORDERS, SCHEMES } from "../state/labels";
import type { PlanFields } from "../state/plan";

interface Props {
  fields: PlanFields;
  set: (change: Partial<PlanFields>) => void;
}

/** Who rates what, and in which order. */
export function SchemeFields({ fields, set }: Props) {
  return (
    <>
      <Radio.Group
        label="Who rates what"
        value={fields.scheme}
        onChange={(scheme) => set({ scheme: scheme as PlanFields["scheme"] })}
      >
        <Stack gap={6} mt={6}>
          {Object.entries(SCHEMES).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {fields.scheme !== "all" && (
        <Group align="flex-start">
          {fields.scheme === "some" ? (
            <NumberInput
              label="Raters a unit"
              min={2}
              max={Math.max(2, fields.raters.length)}
              value={fields.per_unit}
              onChange={(value) => set({ per_unit: Number(value) })}
            />
          ) : (
            <NumberInput
              label="Percent of the units coded twice"
              min={1}
              max={100}
              value={fields.percent}
              onChange={(value) => set({ percent: Number(value) })}
            />
          )}
        </Group>
      )}
      <Radio.Group
        label="Order of a rater's units"
        value={fields.order}
        onChange={(order) => set({ order: order as PlanFields["order"] })}
      >
        <Stack gap={6} mt={6}>
          {Object.entries(ORDERS).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}
