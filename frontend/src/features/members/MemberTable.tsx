import { Button, Checkbox, Group, Table, Text, VisuallyHidden } from "@mantine/core";
import type { Member, Role } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";
import { date } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { ROLES, useChangeMember, withRole } from "./api";
import { LinkAccount } from "./LinkAccount";

const ALL = Object.keys(ROLES) as Role[];

export function MemberTable({ study, members, lead }: { study: string; members: Member[]; lead: boolean }) {
  const change = useChangeMember(study);
  return (
    <div>
      <MutationError of={change} />
      <WideTable label="Members" minWidth={620}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              {ALL.map((role) => (
                <Table.Th key={role}>{ROLES[role]}</Table.Th>
              ))}
              <Table.Th>Joined</Table.Th>
              {lead && (
                <Table.Th>
                  <VisuallyHidden>Actions</VisuallyHidden>
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
                    {member.retired
                      ? "retired"
                      : member.username === null && "without an account: codings came from a file"}
                  </Text>
                </Table.Td>
                {ALL.map((role) => (
                  <Table.Td key={role}>
                    <RoleCell
                      member={member}
                      role={role}
                      lead={lead}
                      onChange={(held) =>
                        change.mutate({ name: member.name, roles: withRole(member.roles, role, held) })
                      }
                    />
                  </Table.Td>
                ))}
                <Table.Td>{date(member.joined_at)}</Table.Td>
                {lead && (
                  <Table.Td>
                    <Group gap="xs" justify="flex-end">
                      {member.username === null && !member.retired && (
                        <LinkAccount study={study} member={member} />
                      )}
                      <Button
                        variant="default"
                        size="xs"
                        aria-label={`${member.retired ? "Take back" : "Retire"} ${member.name}`}
                        onClick={() => change.mutate({ name: member.name, retired: !member.retired })}
                      >
                        {member.retired ? "Take back" : "Retire"}
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

type CellProps = { member: Member; role: Role; lead: boolean; onChange: (held: boolean) => void };

function RoleCell({ member, role, lead, onChange }: CellProps) {
  const held = member.roles.includes(role);
  if (!lead) return held ? "✓" : <Text span c="dimmed" children="–" />;
  return (
    <Checkbox
      aria-label={`${member.name} is ${role}`}
      checked={held}
      disabled={member.retired || (role === "viewer" && held)}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
