"""Serializers of the results of a study of projects."""

from __future__ import annotations

from rest_framework import serializers

from coding.api.base import ResponseSerializer


class ActivityRowSerializer(ResponseSerializer):
    """An activity, and how many of the decided projects use it."""

    activity = serializers.CharField(help_text="Label of the code.")
    definition = serializers.CharField()
    count = serializers.IntegerField(help_text="Projects that use it.")
    projects = serializers.IntegerField(help_text="Projects decided yes or no, the denominator.")
    unclear = serializers.IntegerField(help_text="Projects of which it cannot be told.")
    outside = serializers.IntegerField(
        help_text="Projects among `count` whose only evidence lies outside the repository."
    )
    proportion = serializers.FloatField(allow_null=True)
    wilson = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    lowest = serializers.FloatField(allow_null=True, help_text="The proportion if all unclear projects were no.")
    highest = serializers.FloatField(allow_null=True, help_text="The proportion if all unclear projects were yes.")
    units = serializers.ListField(child=serializers.IntegerField())
    unclear_units = serializers.ListField(child=serializers.IntegerField())
    outside_units = serializers.ListField(child=serializers.IntegerField())


class ActivityCellSerializer(ResponseSerializer):
    """What was decided about one activity of a project."""

    answer = serializers.CharField(
        allow_null=True, help_text="yes, no or cannot tell; null if the project is not decided."
    )
    how = serializers.CharField(help_text="Method of the decision.")
    outside = serializers.BooleanField(help_text="Yes by evidence outside the repository alone.")
    evidence = serializers.IntegerField(allow_null=True, help_text="Number of the evidence that shows it.")
    url = serializers.CharField(help_text="Permalink of the evidence; empty if it has none.")


class ProjectActivitiesSerializer(ResponseSerializer):
    """A project with one cell per activity, in the order of `activities`."""

    unit = serializers.IntegerField()
    project = serializers.CharField()
    commit = serializers.CharField()
    url = serializers.CharField(help_text="Permalink of the commit; empty if it has none.")
    cells = ActivityCellSerializer(many=True)


class MachineAgreementSerializer(ResponseSerializer):
    """The rules against one rater, or against the decisions, for one activity."""

    activity = serializers.CharField()
    rater = serializers.CharField(help_text="Name of the rater, or “decision”.")
    units = serializers.IntegerField()
    both_yes = serializers.IntegerField()
    machine_only = serializers.IntegerField()
    person_only = serializers.IntegerField()
    both_no = serializers.IntegerField()
    machine_unclear = serializers.IntegerField()
    person_unclear = serializers.IntegerField()
    percent = serializers.FloatField(allow_null=True, help_text="Proportion of equal answers, 0 to 1.")
    kappa = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    undefined = serializers.CharField(allow_null=True)
    note = serializers.CharField(
        allow_null=True, required=False, help_text="A remark on the interval, or why there is none."
    )
    of_decisions = serializers.BooleanField(
        required=False, help_text="Whether these are the decisions. A release of an older version does not say it."
    )
    precision = serializers.FloatField(allow_null=True, help_text="Of the suggestion, only against the decisions.")
    recall = serializers.FloatField(allow_null=True)
