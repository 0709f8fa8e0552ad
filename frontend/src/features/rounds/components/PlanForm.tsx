import { Button, Checkbox, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useMeta } from "../../../api/meta";
import type { Member, Round, Study } from "../../../api/studies";
import { membersQuery } from "../../../api/studies";
import { orderKind, orderWords } from "../../../shared/codes/order";
import { primaryStatistics, useCoefficients } from "../../../shared/coefficients";
import { applies, fixedSettings, type RoundSetting, settingsToChoose } from "../../../shared/roundSettings";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { usePlan } from "../api";
import { hasAccepted, mayBecome } from "../state/accepted";
import { useCodebookOrder } from "../state/codebookOrder";
import { emptyPlan, fieldsOf, planErrors, serverErrors, toPlan } from "../state/plan";
import { texts } from "../texts";
import { type Picker, SettingField } from "./SettingField";

type Props = { study: Study; round?: Round; onDone: (round: Round) => void; onCancel: () => void };

/** The plan of a round: its raters, its units and its settings. */
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
  const settings = settingsToChoose(meta.round_settings, study.kind);
  const coefficients = useCoefficients();
  const plan = usePlan(study.slug, round?.number ?? null);
  const raters = members.filter((member) => mayBecome(member, "rater")).map(({ name }) => name);
  const adjudicators = members.filter((member) => mayBecome(member, "adjudicator")).map(({ name }) => name);
  const waiting = members.filter((member) => !hasAccepted(member, "rater")).map(({ name }) => name);
  const form = useForm({
    mode: "controlled",
    initialValues: round ? fieldsOf(settings, round) : emptyPlan(settings, raters, adjudicators),
    validate: (fields) => planErrors(fields, settings, study.units),
  });
  const { values } = form;
  const order = useCodebookOrder(study, values.settings.style);
  const choices = primaryStatistics(
    meta,
    values.raters.length,
    study.kind === "projects" || values.settings.multi_label === true,
    values.settings.assignment_scheme === "all",
    values.settings.multi_label === true ? "none" : orderKind(order),
  );
  // A coefficient that does not fit the other settings is replaced by the default.
  const primary = choices.find((name) => name === values.settings.primary_statistic) ?? choices[0] ?? null;
  const pickers: Partial<Record<RoundSetting["kind"], Picker>> = {
    coefficient: {
      value: primary,
      data: choices.map((value) => ({ value, label: coefficients.name(value) })),
    },
    adjudicator: { data: adjudicators, error: adjudicators.length ? undefined : texts.form.noAdjudicator },
  };
  const save = form.onSubmit((valid) =>
    plan.mutate(
      {
        ...toPlan(valid, settings, study.units),
        ...fixedSettings(meta.round_settings, study.kind),
        primary_statistic: primary,
      },
      {
        onSuccess: onDone,
        onError: (error) => form.setErrors(serverErrors(error, settings)),
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="lg" maw="44rem">
        <Checkbox.Group
          label={texts.form.raters}
          description={texts.form.ratersHelp}
          {...form.getInputProps("raters")}
        >
          <Group mt={6}>
            {raters.map((name) => (
              <Checkbox
                key={name}
                value={name}
                label={waiting.includes(name) ? texts.form.invited(name) : name}
              />
            ))}
          </Group>
          {raters.length < 2 && <Text size="sm">{texts.form.tooFewRaters}</Text>}
        </Checkbox.Group>
        <TextInput
          label={texts.form.units}
          description={texts.form.unitsHelp(study.units)}
          {...form.getInputProps("units")}
        />
        {settings
          .filter((setting) => applies(setting, values.settings))
          .map((setting) => (
            <SettingField key={setting.name} setting={setting} form={form} picker={pickers[setting.kind]} />
          ))}
        {order && <Text size="sm">{texts.form.order(orderWords(order))}</Text>}
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
