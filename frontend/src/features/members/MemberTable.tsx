import { Button, Checkbox, Group, Table, Text, VisuallyHidden } from "@mantine/core";
import { useLabel } from "../../api/meta";
import type { Member, Role } from "../../api/studies";
import { capitalised } from "../../shared/text/capitalised";
import { listed } from "../../shared/text/list";
import { MutationError } from "../../shared/ui/MutationError";
import { date } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { useChangeMember } from "./api";
import { LinkAccount } from "./LinkAccount";
import { ROLES, withRole } from "./roles";
import { texts } from "./texts";

/** The members with their roles, which only the lead can change. */
export function MemberTable({ study, members, lead }: { study: string; members: Member[]; lead: boolean }) {
  const change = useChangeMember(study);
  const roleLabel = useLabel("role");
  return (
    <div>
      <MutationError of={change} />
      <WideTable label={texts.table.label} minWidth={620}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.table.name}</Table.Th>
              {ROLES.map((role) => (
                <Table.Th key={role}>{capitalised(roleLabel(role))}</Table.Th>
              ))}
              <Table.Th>{texts.table.joined}</Table.Th>
              {lead && (
                <Table.Th>
                  <VisuallyHidden>{texts.table.actions}</VisuallyHidden>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.map((member) => (
              <Table.Tr key={member.name}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  {member.name}
                  <Text size="xs" c="dimmed">
                    {memberNote(member, roleLabel)}
                  </Text>
                </Table.Td>
                {ROLES.map((role) => (
                  <Table.Td key={role}>
                    <RoleCell
                      member={member}
                      role={role}
                      lead={lead}
                      onChange={(given) =>
                        change.mutate({
                          name: member.name,
                          roles: withRole([...member.roles, ...member.offered_roles], role, given),
                        })
                      }
                    />
                  </Table.Td>
                ))}
                <Table.Td>{member.joined_at ? date(member.joined_at) : texts.table.invited}</Table.Td>
                {lead && (member.joined_at === null || member.left) && <Table.Td />}
                {lead && member.joined_at !== null && !member.left && (
                  <Table.Td>
                    <Group gap="xs" justify="flex-end">
                      {member.username === null && !member.retired && (
                        <LinkAccount study={study} member={member} />
                      )}
                      <Button
                        variant="default"
                        size="xs"
                        aria-label={
                          member.retired
                            ? texts.table.restoreMember(member.name)
                            : texts.table.retireMember(member.name)
                        }
                        onClick={() => change.mutate({ name: member.name, retired: !member.retired })}
                      >
                        {member.retired ? texts.table.restore : texts.table.retire}
                      </Button>
                    </Group>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </div>
  );
}

/** What is special about a member, below the name. */
function memberNote(member: Member, roleLabel: (role: string) => string): string | false {
  if (member.joined_at === null) return texts.table.notAccepted;
  if (member.left) return texts.table.left;
  if (member.retired) return texts.table.retired;
  if (member.offered_roles.length) return texts.table.asked(listed(member.offered_roles.map(roleLabel)));
  return member.username === null && texts.table.noAccount;
}

type CellProps = { member: Member; role: Role; lead: boolean; onChange: (given: boolean) => void };

function RoleCell({ member, role, lead, onChange }: CellProps) {
  const roleLabel = useLabel("role");
  const offered = member.offered_roles.includes(role);
  const given = member.roles.includes(role) || offered;
  if (!lead) return given ? "✓" : <Text span c="dimmed" children="–" />;
  return (
    <Checkbox
      aria-label={texts.table.hasRole(member.name, roleLabel(role))}
      checked={given}
      indeterminate={offered}
      disabled={member.retired || member.joined_at === null || (role === "viewer" && given)}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
