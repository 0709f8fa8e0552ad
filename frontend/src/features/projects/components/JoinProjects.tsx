import { Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "../../../api/client";
import { type ProjectRow, useJoinProjects } from "../api";
import { texts } from "../texts";
import { DecisionDialog } from "./DecisionDialog";

/** Joins the chosen projects under the name that a person chooses. */
export function JoinProjects({ projects, onClose }: { projects: ProjectRow[]; onClose: () => void }) {
  const join = useJoinProjects();
  const [name, setName] = useState(projects[0]?.name.replace(/ \([^()]*\)$/, "") ?? "");
  const [keep, setKeep] = useState("");
  const asksWhichGoesOn = join.error instanceof ApiError && join.error.code === "choose_project";
  return (
    <DecisionDialog
      title={texts.decisions.joinTitle}
      lead={texts.decisions.joinLead}
      action={texts.decisions.joinAction}
      of={join}
      loading={join.isPending}
      disabled={!name.trim() || (asksWhichGoesOn && !keep)}
      onSend={(reason) =>
        join.mutate(
          { projects: projects.map(({ slug }) => slug), name, keep, reason },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <ul>
        {projects.map((project) => (
          <li key={project.slug} dir="auto">
            {project.name}
          </li>
        ))}
      </ul>
      <TextInput
        label={texts.decisions.name}
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {asksWhichGoesOn && (
        <Radio.Group label={texts.decisions.keep} value={keep} onChange={setKeep}>
          <Stack gap="xs" mt="xs">
            {projects.map((project) => (
              <Radio key={project.slug} value={project.slug} label={project.name} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </DecisionDialog>
  );
}
