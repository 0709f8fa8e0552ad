import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { get, patch, post, put, remove } from "../../api/client";
import type { Role } from "../../api/studies";
import { studiesQuery, useRefreshStudy } from "../../api/studies";

export type Invitation = Schemas["Invitation"];

export const invitationsQuery = (study: string) =>
  queryOptions({
    queryKey: ["studies", study, "invitations"],
    queryFn: () => get("/studies/{study}/invitations/", { params: { path: { study } } }),
  });

export function useInvite(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["NewInvitationRequest"]) =>
      post("/studies/{study}/invitations/", { params: { path: { study } }, body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: invitationsQuery(study).queryKey.slice(0, 2) }),
  });
}

/** Withdraws an invitation that nobody has accepted. */
export function useWithdrawInvitation(study: string) {
  return useMutation({
    mutationFn: (invitation: number) =>
      remove("/studies/{study}/invitations/{number}/", { params: { path: { study, number: invitation } } }),
    onSuccess: useRefreshStudy(study),
  });
}

/** Leaves the study. The pages of the study are then no longer available. */
export function useLeave(study: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/studies/{study}/leave/", { params: { path: { study } } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: studiesQuery.queryKey, exact: true }),
  });
}

export function useAddMember(study: string) {
  return useMutation({
    mutationFn: (body: Schemas["NewMemberRequest"]) =>
      post("/studies/{study}/members/", { params: { path: { study } }, body }),
    onSuccess: useRefreshStudy(study),
  });
}

/** Invites an account to take over a member who has none. */
export function useLinkAccount(study: string) {
  return useMutation({
    mutationFn: ({ name, username }: { name: string; username: string }) =>
      put("/studies/{study}/members/{name}/account/", {
        params: { path: { study, name } },
        body: { username },
      }),
    onSuccess: useRefreshStudy(study),
  });
}

export function useChangeMember(study: string) {
  return useMutation({
    mutationFn: ({ name, ...change }: { name: string; roles?: Role[]; retired?: boolean }) =>
      patch("/studies/{study}/members/{name}/", { params: { path: { study, name } }, body: change }),
    onSuccess: useRefreshStudy(study),
  });
}
