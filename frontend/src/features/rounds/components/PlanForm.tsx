import {
  Button,
  Checkbox,
  Group,
  Paper,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useMeta } from "../../../api/meta";
import type { Member, Round, Study } from "../../../api/studies";
import { membersQuery } from "../../../api/studies";
import { primaryStatistics, useCoefficients } from "../../../shared/coefficients";
import { PURPOSE, PURPOSES } from "../../../shared/rounds";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { usePlan } from "../api";
import { emptyPlan, fieldsOf, planErrors, serverErrors, toPlan } from "../state/plan";
import { texts } from "../texts";
import { SchemeFields } from "./SchemeFields";

type Props = { study: Study; round?: Round; onDone: (round: Round) => void; onCancel: () => void };

/** The plan of a round. Each field explains what it means for the study. */
export function PlanForm({ study, ...props }: Props) {
  const members = useQuery(membersQuery(study.slug));
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="md">
        {props.round ? texts.form.changeTitle(props.round.number) : texts.form.title}
      </Title>
      <Loaded query={members}>
        {(all) => <Form study={study} members={all.filter(({ retired }) => !retired)} {...props} />}
      </Loaded>
    </Paper>
  );
}

function Form({ study, members, round, onDone, onCancel }: Props & { members: Member[] }) {
  const meta = useMeta();
  const coefficients = useCoefficients();
  const plan = usePlan(study.slug, round?.number ?? null);
  const raters = members.filter(({ roles }) => roles.includes("rater")).map(({ name }) => name);
  const adjudicators = members.filter(({ roles }) => roles.includes("adjudicator")).map(({ name }) => name);
  const form = useForm({
    mode: "controlled",
    initialValues: round ? fieldsOf(round) : emptyPlan(raters, adjudicators),
    validate: (fields) => planErrors(fields, study.units),
  });
  const fields = form.values;
  const decides = fields.resolution_method !== "discussion";
  const choices = primaryStatistics(
    meta,
    fields.raters.length,
    fields.multi_label,
    fields.assignment_scheme === "all",
  );
  const primary = choices.includes(fields.primary_statistic) ? fields.primary_statistic : (choices[0] ?? "");
  const save = form.onSubmit((valid) =>
    plan.mutate(toPlan({ ...valid, primary_statistic: primary }, study.units), {
      onSuccess: onDone,
      onError: (error) => form.setErrors(serverErrors(error)),
    }),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="lg" maw="44rem">
        <Radio.Group label={texts.form.style} {...form.getInputProps("style")}>
          <Stack gap="xs" mt={6}>
            {Object.entries(texts.styles).map(([style, { name, help }]) => (
              <Radio key={style} value={style} label={name} description={help} />
            ))}
          </Stack>
        </Radio.Group>
        <Select
          label={texts.form.purpose}
          description={texts.form.purposeHelp}
          allowDeselect={false}
          data={PURPOSES.map((value) => ({ value, label: PURPOSE[value] }))}
          maw="20rem"
          {...form.getInputProps("purpose")}
        />
        <Checkbox.Group
          label={texts.form.raters}
          description={texts.form.ratersHelp}
          {...form.getInputProps("raters")}
        >
          <Group mt={6}>
            {raters.map((name) => (
              <Checkbox key={name} value={name} label={name} />
            ))}
          </Group>
          {raters.length < 2 && <Text size="sm">{texts.form.tooFewRaters}</Text>}
        </Checkbox.Group>
        <TextInput
          label={texts.form.units}
          description={texts.form.unitsHelp(study.units)}
          {...form.getInputProps("units")}
        />
        <SchemeFields form={form} />
        <Switch
          label={texts.form.multiLabel}
          description={texts.form.multiLabelHelp}
          {...form.getInputProps("multi_label", { type: "checkbox" })}
        />
        <Switch
          label={texts.form.classifications}
          description={texts.form.classificationsHelp}
          {...form.getInputProps("show_classifications", { type: "checkbox" })}
        />
        <Group align="flex-start">
          <Select
            label={texts.form.primary}
            description={texts.form.primaryHelp}
            allowDeselect={false}
            data={choices.map((value) => ({ value, label: coefficients.name(value) }))}
            flex="1 1 16rem"
            {...form.getInputProps("primary_statistic")}
            value={primary}
          />
          <TextInput
            label={texts.form.threshold}
            description={texts.form.thresholdHelp}
            inputMode="decimal"
            placeholder="0.60"
            flex="1 1 12rem"
            {...form.getInputProps("threshold")}
          />
        </Group>
        <Radio.Group label={texts.form.resolution} {...form.getInputProps("resolution_method")}>
          <Stack gap={6} mt={6}>
            {Object.entries(texts.resolution).map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        {decides && (
          <Select
            label={texts.form.finalRater}
            description={texts.form.finalRaterHelp}
            data={adjudicators}
            {...form.getInputProps("final_rater")}
            error={adjudicators.length ? form.errors.final_rater : texts.form.noAdjudicator}
          />
        )}
        {decides && (
          <Switch
            label={texts.form.blind}
            description={texts.form.blindHelp}
            {...form.getInputProps("blind_adjudication", { type: "checkbox" })}
          />
        )}
        <MutationError of={plan} />
        <Group>
          <Button type="submit" loading={plan.isPending}>
            {texts.form.save}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {texts.form.cancel}
          </Button>
          <Text size="sm" c="dimmed">
            {texts.form.note}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
