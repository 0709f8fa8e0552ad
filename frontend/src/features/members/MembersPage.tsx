import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { membersQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { InviteMember } from "./InviteMember";
import { LeaveStudy } from "./LeaveStudy";
import { MemberTable } from "./MemberTable";
import { texts } from "./texts";

/** The members of the study with their roles. The lead can invite members and change roles. */
export function MembersPage() {
  const study = useStudy();
  const lead = study.roles.includes("lead");
  return (
    <Page title={texts.page.title} lead={texts.page.lead}>
      <Stack gap="xl">
        <Loaded query={useQuery(membersQuery(study.slug))}>
          {(members) => <MemberTable study={study.slug} members={members} lead={lead} />}
        </Loaded>
        {lead && <InviteMember study={study.slug} />}
        <LeaveStudy study={study} />
      </Stack>
    </Page>
  );
}
