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
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Member, Round, RoundStyle, Study } from "../../../api/studies";
import { membersQuery } from "../../../api/studies";
import { coefficientName, primaryChoices } from "../../../shared/numbers";
import { PURPOSE, PURPOSES } from "../../../shared/rounds";
import { Loaded } from "../../../shared/ui/Loaded";
import { MutationError } from "../../../shared/ui/MutationError";
import { type Plan, usePlan } from "../api";
import { SETTLING, STYLES } from "../state/labels";
import { emptyPlan, type PlanFields, planOf, readPlan } from "../state/plan";
import { SchemeFields } from "./SchemeFields";

type Props = { study: Study; round?: Round; onDone: (round: Round) => void; onCancel: () => void };

/** What is fixed beforehand. Each field says what it means for the study. */
export function PlanForm({ study, ...props }: Props) {
  const members = useQuery(membersQuery(study.slug));
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="md">
        {props.round ? `Plan round ${props.round.number} anew` : "Plan a round"}
      </Title>
      <Loaded query={members}>
        {(all) => <Form study={study} members={all.filter(({ retired }) => !retired)} {...props} />}
      </Loaded>
    </Paper>
  );
}

function Form({ study, members, round, onDone, onCancel }: Props & { members: Member[] }) {
  const plan = usePlan(study.slug, round?.number ?? null);
  const raters = members.filter(({ roles }) => roles.includes("rater")).map(({ name }) => name);
  const finals = members.filter(({ roles }) => roles.includes("adjudicator")).map(({ name }) => name);
  const [fields, setFields] = useState<PlanFields>(() => (round ? planOf(round) : emptyPlan(raters, finals)));
  const [problem, setProblem] = useState("");
  const set = (change: Partial<PlanFields>) => setFields({ ...fields, ...change });
  const choices = primaryChoices(fields.raters.length, fields.several_codes, fields.scheme === "all");
  const primary = choices.includes(fields.primary_statistic) ? fields.primary_statistic : (choices[0] ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read: Plan | string = readPlan({ ...fields, primary_statistic: primary }, study.units);
    setProblem(typeof read === "string" ? read : "");
    if (typeof read !== "string") plan.mutate(read, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg" maw="44rem">
        <Radio.Group
          label="Style"
          value={fields.style}
          onChange={(style) => set({ style: style as RoundStyle })}
        >
          <Stack gap="xs" mt={6}>
            {Object.entries(STYLES).map(([style, { name, words }]) => (
              <Radio key={style} value={style} label={name} description={words} />
            ))}
          </Stack>
        </Radio.Group>

        <Select
          label="Purpose"
          description="A round can be repeated with a changed codebook; each keeps its figure."
          allowDeselect={false}
          data={PURPOSES.map((value) => ({ value, label: PURPOSE[value] }))}
          value={fields.purpose}
          onChange={(purpose) => set({ purpose: purpose as PlanFields["purpose"] })}
          maw="20rem"
        />

        <Checkbox.Group
          label="Raters"
          description="Each of them sees nobody else's codings until the round closes."
          value={fields.raters}
          onChange={(names) => set({ raters: names })}
        >
          <Group mt={6}>
            {raters.map((name) => (
              <Checkbox key={name} value={name} label={name} />
            ))}
          </Group>
          {raters.length < 2 && (
            <Text size="sm">Agreement needs two raters. Invite them on the members page.</Text>
          )}
        </Checkbox.Group>

        <TextInput
          label="Units"
          description={`Numbers and ranges, as in 1-50, 73. Empty: all ${study.units}.`}
          value={fields.units}
          onChange={(event) => set({ units: event.currentTarget.value })}
        />
        <SchemeFields fields={fields} set={set} />
        <Switch
          label="A unit may have several codes"
          description="Agreement is then computed on sets of codes."
          checked={fields.several_codes}
          onChange={(event) => set({ several_codes: event.currentTarget.checked })}
        />
        <Switch
          label="Show severity, CVSS and CWE while coding"
          description="They can anchor raters on other people's classifications; without a reason, leave this off."
          checked={fields.show_classifications}
          onChange={(event) => set({ show_classifications: event.currentTarget.checked })}
        />
        <Group align="flex-start">
          <Select
            label="Primary statistic"
            description="By which agreement will be judged; others are shown beside it."
            allowDeselect={false}
            data={choices.map((value) => ({ value, label: coefficientName(value) }))}
            value={primary}
            onChange={(value) => set({ primary_statistic: value ?? "" })}
            flex="1 1 16rem"
          />
          <TextInput
            label="Threshold"
            description="From which on it counts as enough. May be empty."
            inputMode="decimal"
            placeholder="0.60"
            value={fields.threshold}
            onChange={(event) => set({ threshold: event.currentTarget.value })}
            flex="1 1 12rem"
          />
        </Group>
        <Radio.Group
          label="How disagreements are settled"
          value={fields.settling}
          onChange={(settling) => set({ settling })}
        >
          <Stack gap={6} mt={6}>
            {Object.entries(SETTLING).map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        {fields.settling !== "discussion" && (
          <Select
            label="Final rater"
            description="An adjudicator of the study; may also be one of the raters."
            data={finals}
            value={fields.final_rater}
            onChange={(name) => set({ final_rater: name })}
            error={
              finals.length ? undefined : "Nobody is adjudicator. Give somebody the role on the members page."
            }
          />
        )}
        {fields.settling !== "discussion" && (
          <Switch
            label="Hide the raters’ names from the final rater"
            description="Until the round is settled the final rater reads Rater A, Rater B …; not for one who also rates or leads."
            checked={fields.hide_raters}
            onChange={(event) => set({ hide_raters: event.currentTarget.checked })}
          />
        )}
        {problem && (
          <Text role="alert" c="var(--mantine-color-error)">
            {problem}
          </Text>
        )}
        <MutationError of={plan} />
        <Group>
          <Button type="submit" loading={plan.isPending}>
            Save the plan
          </Button>
          <Button variant="default" onClick={onCancel}>
            Not now
          </Button>
          <Text size="sm" c="dimmed">
            It can be changed until the round is opened.
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
