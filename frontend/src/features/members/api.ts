import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { at, get, patch, post, put } from "../../api/client";
import { useRefreshStudy } from "../../api/studies";
import type { Member, Role, Schemas } from "../../api/types";

export type Invitation = Schemas["InvitationShape"];
export type MadeInvitation = Schemas["MadeInvitation"];

export const ROLES: Record<Role, string> = {
  lead: "Lead",
  rater: "Rater",
  adjudicator: "Adjudicator",
  viewer: "Viewer",
};

/** What follows from ticking a role. The viewer is whoever has none of the working ones. */
export function withRole(roles: Role[], role: Role, held: boolean): Role[] {
  const working = roles.filter((one) => one !== role && one !== "viewer");
  if (held && role !== "viewer") working.push(role);
  if (held && role === "viewer") return ["viewer"];
  return working.length ? working : ["viewer"];
}

export const invitationsQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "invitations"],
    queryFn: () => get<Invitation[]>(at`studies/${study}/invitations/`),
  });

export function useInvite(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (who: { name: string; roles: Role[] } | { name: string; seat: true }) =>
      post<MadeInvitation>(at`studies/${study}/invitations/`, who),
    onSuccess: () => cache.invalidateQueries({ queryKey: invitationsQuery(study).queryKey }),
  });
}

export function useAddMember(study: string) {
  return useMutation({
    mutationFn: (who: { username: string; roles: Role[] }) =>
      post<Member>(at`studies/${study}/members/`, who),
    onSuccess: useRefreshStudy(study),
  });
}

/** Give the account of that user name to a member who has none. */
export function useSeatMember(study: string) {
  return useMutation({
    mutationFn: ({ name, username }: { name: string; username: string }) =>
      put<Member>(at`studies/${study}/members/${name}/account/`, { username }),
    onSuccess: useRefreshStudy(study),
  });
}

export function useChangeMember(study: string) {
  return useMutation({
    mutationFn: ({ name, ...change }: { name: string; roles?: Role[]; retired?: boolean }) =>
      patch<Member>(at`studies/${study}/members/${name}/`, change),
    onSuccess: useRefreshStudy(study),
  });
}
