"""Views of studies, their members and their events."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coding.access import membership, records
from coding.access.blinding import raters_hidden_from
from coding.access.classifications import visible_sentences, visible_words
from coding.api.base import Pages, ResponseSerializer, StudyView, validated
from coding.dataset import limits
from coding.loading.ratings import load_ratings
from coding.models import Event, Member, Round, Study
from coding.models.study import ROLES
from coding.queries.study_progress import (
    STEP_STATES,
    STEPS,
    STUDY_STATES,
    StudyProgress,
    next_step,
    progress_of_studies,
    state_of,
    step_list,
    study_progress,
)
from coding.rendering.numbers import coefficient_name, coefficient_value
from coding.results.agreement import primary_of, value_of
from coding.steps.codebook.activities import create_study_with_activities
from coding.steps.membership import answer_offered_roles, leave_study
from coding.steps.study import change_member, create_study, update_study


class NextActionSerializer(ResponseSerializer):
    sentence = serializers.CharField()
    step = serializers.ChoiceField([*STEPS, ""], help_text="Empty if there is nothing to do.")
    path = serializers.CharField(help_text="Page to open: relative to the study, absolute, or empty.")


class StudyBrief(ResponseSerializer):
    slug = serializers.CharField()
    kind = serializers.ChoiceField(Study.Kind.choices, help_text="What a unit is.")
    title = serializers.CharField()
    question = serializers.CharField()
    notice = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    units = serializers.IntegerField()
    rounds = serializers.IntegerField()
    state = serializers.ChoiceField(STUDY_STATES)
    next_action = NextActionSerializer()


class StepProgressSerializer(ResponseSerializer):
    step = serializers.ChoiceField(STEPS)
    state = serializers.ChoiceField(STEP_STATES)
    reason = serializers.CharField()
    count = serializers.CharField()


class RoundBrief(ResponseSerializer):
    number = serializers.IntegerField()
    style = serializers.ChoiceField(Round.Style.choices)
    state = serializers.ChoiceField(Round.State.choices)


class StudySerializer(StudyBrief):
    sampling_description = serializers.CharField()
    data_licence = serializers.CharField(help_text="SPDX identifier; empty if not stated.")
    me = serializers.CharField(help_text="Your name in this study.")
    offered_roles = serializers.ListField(
        child=serializers.ChoiceField(ROLES), help_text="Roles that the lead offers to you."
    )
    members = serializers.IntegerField(help_text="Without invited and retired ones.")
    steps = StepProgressSerializer(many=True)
    round_list = RoundBrief(many=True)


class NewStudy(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Study.Kind.choices, default=Study.Kind.ADVISORIES, help_text="What a unit is.")
    activities = serializers.BooleanField(
        default=True, help_text="Whether the codebook of a study of projects starts with the five activities."
    )
    title = serializers.CharField(max_length=limits.TITLE)
    question = serializers.CharField(max_length=limits.REASON, allow_blank=True, default="")


class StudyChange(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=limits.TITLE, required=False)
    question = serializers.CharField(max_length=limits.REASON, allow_blank=True, required=False)
    data_licence = serializers.RegexField(
        r"^[A-Za-z0-9.+-]+\Z", max_length=60, allow_blank=True, required=False, help_text="SPDX identifier."
    )


class MemberSerializer(ResponseSerializer):
    name = serializers.CharField()
    username = serializers.CharField(allow_null=True)
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    offered_roles = serializers.ListField(
        child=serializers.ChoiceField(ROLES), help_text="Roles that the person has not accepted yet."
    )
    joined_at = serializers.DateTimeField(
        allow_null=True, help_text="Null: has not accepted the invitation; `roles` are those offered."
    )
    retired = serializers.BooleanField(help_text="Whether the member was removed from the study, or left.")
    left = serializers.BooleanField(help_text="Whether the member left. The codings stay, without an account.")


class MemberChange(serializers.Serializer[Any]):
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES), min_length=1, required=False)
    retired = serializers.BooleanField(required=False)


class RoleAnswer(serializers.Serializer[Any]):
    accept = serializers.BooleanField(help_text="False: decline the roles.")


class EventSerializer(ResponseSerializer):
    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    sentence = serializers.CharField()


class EventPage(ResponseSerializer):
    next = serializers.CharField(allow_null=True, help_text="Address of the next page; null on the last page.")
    previous = serializers.CharField(allow_null=True)
    results = EventSerializer(many=True)


def brief_json(view: StudyProgress) -> dict[str, Any]:
    study, member = view.member.study, view.member
    action = next_step(view)
    return {
        "slug": study.slug,
        "kind": study.kind,
        "title": study.title,
        "question": study.question,
        "notice": study.notice,
        "roles": member.roles,
        "units": view.units,
        "rounds": view.coding_round.number if view.coding_round else 0,
        "state": state_of(view),
        "next_action": {"sentence": action.sentence, "step": action.step, "path": action.path},
    }


def agreement_in_words(coding_round: Round | None) -> str:
    """Return the primary coefficient of the round, such as "Cohen's kappa 0.63"; empty while sealed."""
    if coding_round is None or coding_round.sealed:
        return ""
    data = load_ratings(coding_round)
    ratings = data.ratings()
    primary = primary_of(data, ratings)
    value = value_of(primary, ratings)
    return f"{coefficient_name(primary)} {'undefined' if value is None else coefficient_value(primary, value)}"


def study_json(member: Member) -> dict[str, Any]:
    view = study_progress(member)
    study = member.study
    return {
        **brief_json(view),
        "sampling_description": visible_words(study.sampling_description, member),
        "data_licence": study.data_licence,
        "me": member.name,
        "offered_roles": member.offered_roles,
        "members": study.members.filter(retired_at__isnull=True, joined_at__isnull=False).count(),
        "steps": [vars(stop) for stop in step_list(view, agreement_in_words(view.coding_round))],
        "round_list": [{"number": r.number, "style": r.style, "state": r.state} for r in study.rounds.all()],
    }


def member_json(member: Member, *, as_present: bool = False) -> dict[str, Any]:
    """Return a member; `as_present`: one who left as they were before."""
    user = member.user or (member.former_user if as_present else None)
    return {
        "name": member.name,
        "username": user.get_username() if user else None,
        "roles": member.roles,
        "offered_roles": member.offered_roles,
        "joined_at": member.joined_at,
        "retired": member.retired_at is not None and not (as_present and member.left_at),
        "left": member.left_at is not None and not as_present,
    }


class Studies(APIView):
    """The studies of the user."""

    @extend_schema(operation_id="studies", responses=StudyBrief(many=True))
    def get(self, request: Request) -> Response:
        """List the studies of which you are a member, newest first."""
        members = membership.memberships(user=request.user).order_by("-study__created_at", "-study")
        return Response([brief_json(view) for view in progress_of_studies(list(members))])

    @extend_schema(operation_id="create_study", request=NewStudy, responses={201: StudySerializer})
    def post(self, request: Request) -> Response:
        """Create a study. You become its lead."""
        values = validated(NewStudy, request) | {"user": request.user, "name": request.user.get_username()}
        if values.pop("activities") and values["kind"] == Study.Kind.PROJECTS:
            del values["kind"]
            member = create_study_with_activities(**values)
        else:
            member = create_study(**values)
        return Response(study_json(member), status=201)


class OneStudy(StudyView):
    """One study."""

    @extend_schema(operation_id="study", responses=StudySerializer)
    def get(self, request: Request, study: str) -> Response:
        """Return the study with its steps, as you may see them."""
        return Response(study_json(self.member))

    @extend_schema(operation_id="change_study", request=StudyChange, responses=StudySerializer)
    def patch(self, request: Request, study: str) -> Response:
        """Change the title, question or data licence."""
        update_study(by=self.member, **validated(StudyChange, request))
        return Response(study_json(self.member))


class Members(StudyView):
    """The members of the study."""

    @extend_schema(operation_id="members", responses=MemberSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        """List the members, those who are invited or retired included; not those who declined."""
        by = self.member
        members = by.study.members.exclude(joined_at__isnull=True, retired_at__isnull=False)
        hidden = set(raters_hidden_from(by).values_list("pk", flat=True))
        rows = members.select_related("user", "former_user")
        return Response([member_json(member, as_present=member.pk in hidden) for member in rows])


class OneMember(StudyView):
    """Change the roles of a member, retire the member, or undo that.

    The role of rater is offered to a person who did not have it, and takes effect when they accept.
    """

    @extend_schema(operation_id="change_member", request=MemberChange, responses=MemberSerializer)
    def patch(self, request: Request, study: str, name: str) -> Response:
        by = self.member
        membership.require_role(by, "lead")
        get_object_or_404(Member, study=by.study_id, name=name)
        return Response(member_json(change_member(by=by, name=name, **validated(MemberChange, request))))


class OfferedRoles(StudyView):
    @extend_schema(operation_id="answer_offered_roles", request=RoleAnswer, responses=MemberSerializer)
    def post(self, request: Request, study: str) -> Response:
        """Accept or decline the roles that the lead offers to you."""
        return Response(member_json(answer_offered_roles(by=self.member, **validated(RoleAnswer, request))))


class Leave(StudyView):
    @extend_schema(operation_id="leave_study", request=None, responses={204: None})
    def post(self, request: Request, study: str) -> Response:
        """Leave the study. What you submitted stays under your name in it, without your account."""
        leave_study(by=self.member)
        return Response(status=204)


class EventPages(Pages):
    ordering = ("-at", "-pk")
    page_size = 50


class Events(StudyView):
    """List the events that you may see, newest first."""

    @extend_schema(operation_id="events", parameters=[OpenApiParameter("cursor", str)], responses=EventPage)
    def get(self, request: Request, study: str) -> Response:
        pages = EventPages()
        rows: list[Event] = pages.paginate_queryset(records.events(self.member), request, view=self) or []
        return pages.get_paginated_response(
            [
                {
                    "at": event.at,
                    "actor": event.actor.name if event.actor else None,
                    "kind": event.kind,
                    "sentence": sentence,
                }
                for event, sentence in zip(rows, visible_sentences(rows, request.user), strict=True)
            ]
        )
