"""The frames of a change set and of each change in it: which parts they have. What a change says is the views' to read."""

import json
import re
from typing import Any

from rest_framework import serializers

from gisapi.collections import COLLECTIONS
from gisapi.errors import leaves
from gisapi.faults import refused_at

MOST = 1000
"""Changes in one set."""
INSPECTIONS = "inspections"
_NAME = re.compile(r"\$[0-9A-Za-z_-]{1,40}", re.ASCII)
ACTS = {"create": "create", "update": "change", "delete": "delete", "operate": "change"}
"""Action → the right it needs over its collection."""
_NEEDS: dict[str, set[str]] = {
    "create": {"feature"},
    "update": {"id", "if_match", "feature"},
    "delete": {"id", "if_match"},
    "operate": {"id", "if_match", "operation", "body", "token"},
}
_TAKES: dict[str, set[str]] = {"create": {"id"}, "delete": {"along"}}
"""What an action may have beside what it needs."""


class Body(serializers.Serializer):
    """The frame of a changeset."""

    comment = serializers.CharField(max_length=500, allow_blank=True, default="")
    changes = serializers.ListField(min_length=1, max_length=MOST)


class Entry(serializers.Serializer):
    """The frame of one change; which parts an action takes is checked whole."""

    action = serializers.ChoiceField(list(ACTS))
    collection = serializers.ChoiceField([name for name, row in COLLECTIONS.items() if row.editable])
    id = serializers.CharField(required=False, max_length=41)
    if_match = serializers.CharField(required=False, max_length=100)
    feature = serializers.DictField(required=False)
    along = serializers.CharField(required=False, max_length=40)
    operation = serializers.CharField(required=False, max_length=20)
    body = serializers.DictField(required=False)
    token = serializers.CharField(required=False, max_length=64)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """The parts this action needs, and no other."""
        action, collection = given["action"], given["collection"]
        needed = _NEEDS[action]
        taken = {"action", "collection"} | needed | _TAKES.get(action, set())
        taken |= {"if_match"} if collection == INSPECTIONS else set()
        faults = dict.fromkeys(needed - set(given), "required")
        faults |= dict.fromkeys(set(self.initial_data) - taken, "not taken here")
        if action == "operate" and collection != "roads":
            faults["collection"] = "roads"
        if action == "create" and "id" in given and not _NAME.fullmatch(given["id"]):
            faults["id"] = "a name within the set: $ and 1-40 letters, digits, - or _"
        if faults:
            raise serializers.ValidationError(faults)
        return given


def framed(frame: type[serializers.Serializer], given: Any) -> dict[str, Any]:
    """What a frame reads. Raises FieldRefused, naming all parts at fault and all it does not know."""
    read = frame(data=given)
    if not read.is_valid():
        raise refused_at(dict(leaves(json.loads(json.dumps(read.errors)))))
    unknown = set(given) - set(read.fields)
    if unknown:
        raise refused_at(dict.fromkeys(sorted(unknown), "unknown"))
    return dict(read.validated_data)
