import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { membersQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { Invite } from "./InviteMember";
import { MemberTable } from "./MemberTable";

/** Who is in the study and in which roles; the lead invites and changes. */
export function MembersPage() {
  const study = useStudy();
  const lead = study.roles.includes("lead");
  return (
    <Page
      title="Members"
      lead="The lead runs the study, raters code, the adjudicator settles disagreements, viewers read. One person may have several roles."
    >
      <Stack gap="xl">
        <Loaded query={useQuery(membersQuery(study.slug))}>
          {(members) => <MemberTable study={study.slug} members={members} lead={lead} />}
        </Loaded>
        {lead && <Invite study={study.slug} />}
      </Stack>
    </Page>
  );
}
