"""View of the number keys of a rater's codes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coding.access import ratings
from coding.api.base import RoundView, if_match_version, validated
from coding.api.code.unit import IF_MATCH
from coding.models import CodeKeys
from coding.steps.code.keys import save_code_keys


class CodeKeysInput(serializers.Serializer[Any]):
    keys = serializers.DictField(
        child=serializers.IntegerField(), help_text="Key (1 to 9) → id of the code. A key without a code is left out."
    )


class CodeKeysSerializer(CodeKeysInput):
    revision = serializers.IntegerField(help_text="0 if no keys are stored. Send it as If-Match.")


class OwnCodeKeys(RoundView):
    """The number keys of your own codes in a round."""

    @extend_schema(operation_id="code_keys", responses=CodeKeysSerializer)
    def get(self, request: Request, study: str, number: int) -> Response:
        """Return your keys. They keep their codes until you change them."""
        return keys_response(ratings.code_keys(*self.member_and_round()).first())

    @extend_schema(
        operation_id="save_code_keys", request=CodeKeysInput, parameters=[IF_MATCH], responses=CodeKeysSerializer
    )
    def put(self, request: Request, study: str, number: int) -> Response:
        """Store your keys. Responds 412 with the current keys if they were changed in another window."""
        member, coding_round = self.member_and_round()
        keys = validated(CodeKeysInput, request)["keys"]
        revision = if_match_version(request)
        return keys_response(save_code_keys(by=member, coding_round=coding_round, keys=keys, revision=revision))


def keys_response(stored: CodeKeys | None) -> Response:
    body = {"keys": stored.keys if stored else {}, "revision": stored.revision if stored else 0}
    return Response(body, headers={"ETag": f'"{body["revision"]}"'})
