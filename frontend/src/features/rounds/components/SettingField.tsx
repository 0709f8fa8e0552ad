import { NumberInput, Radio, Select, Stack, Switch, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { RoundSetting } from "../../../shared/roundSettings";
import { limits, type PlanFields } from "../state/plan";

/** What can be chosen for a coefficient or an adjudicator, and the value if it is not the one in the form. */
export type Picker = {
  data: string[] | { value: string; label: string }[];
  value?: string | null;
  error?: string;
};

type Props = { setting: RoundSetting; form: UseFormReturnType<PlanFields>; picker?: Picker };

/** One setting of a round, drawn by its kind. */
export function SettingField({ setting, form, picker }: Props) {
  const { kind, label, help } = setting;
  const common = { label, description: help || undefined };
  const path = `settings.${setting.name}`;
  const props = form.getInputProps(path);
  switch (kind) {
    case "choice":
      return (
        <Radio.Group {...common} {...props}>
          <Stack gap={6} mt={6}>
            {setting.choices.map((choice) => (
              <Radio
                key={choice.value}
                value={choice.value}
                label={choice.label}
                description={choice.help || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
      );
    case "flag":
      return <Switch {...common} {...form.getInputProps(path, { type: "checkbox" })} />;
    case "number": {
      const [min, max] = limits(setting);
      if (!setting.whole && !setting.share) {
        const placeholder = setting.example?.toFixed(2);
        return <TextInput {...common} inputMode="decimal" placeholder={placeholder} maw="20rem" {...props} />;
      }
      return (
        <NumberInput
          {...common}
          min={min ?? undefined}
          max={max ?? undefined}
          allowDecimal={!setting.whole}
          clampBehavior="none"
          maw="20rem"
          {...props}
        />
      );
    }
    case "coefficient":
    case "adjudicator":
      return (
        <Select
          {...common}
          allowDeselect={false}
          {...props}
          {...picker}
          error={picker?.error ?? props.error}
        />
      );
  }
}
