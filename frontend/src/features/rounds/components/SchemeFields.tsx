import { NumberInput, Radio, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { PlanFields } from "../state/plan";
import { texts } from "../texts";

/** Who codes which units, and in which order. */
export function SchemeFields({ form }: { form: UseFormReturnType<PlanFields> }) {
  const { assignment_scheme: scheme, raters } = form.values;
  return (
    <>
      <Radio.Group label={texts.form.scheme} {...form.getInputProps("assignment_scheme")}>
        <Stack gap={6} mt={6}>
          {Object.entries(texts.schemes).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {scheme === "fixed_number" && (
        <NumberInput
          label={texts.form.perUnit}
          min={2}
          max={Math.max(2, raters.length)}
          maw="20rem"
          {...form.getInputProps("raters_per_unit")}
        />
      )}
      {scheme === "overlap" && (
        <NumberInput
          label={texts.form.percent}
          min={1}
          max={100}
          maw="20rem"
          {...form.getInputProps("percent")}
        />
      )}
      <Radio.Group label={texts.form.order} {...form.getInputProps("unit_order")}>
        <Stack gap={6} mt={6}>
          {Object.entries(texts.orders).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}
