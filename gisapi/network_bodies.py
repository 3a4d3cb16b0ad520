"""What each network operation is asked with, and the shape it is answered in (docs/network-operations.md)."""

from typing import Any

from rest_framework import serializers

from gisapi.collections import COLLECTIONS
from gisapi.network_fields import Line, Place, Spot
from infra.network.standing import KINDS
from infra.services.network.extend import END, START

ALONG = {collection.name: collection.kind for collection in COLLECTIONS.values() if collection.kind in KINDS}
"""Collections of what stands along a road → kind."""


class Asked(serializers.Serializer):
    """What every operation takes: behaviours by collection or public id, the comment, and the token of the preview to commit."""

    behaviours = serializers.DictField(child=serializers.CharField(max_length=30), default=dict)
    comment = serializers.CharField(max_length=500, allow_blank=True, default="")
    token = serializers.CharField(max_length=64, required=False)


class NewRoad(serializers.Serializer):
    """What the new road is called; what is left out is as the old one has it (branch: the next free one)."""

    code = serializers.CharField(max_length=30, required=False)
    branch = serializers.CharField(max_length=10, required=False)
    name = serializers.CharField(max_length=200, required=False)
    managing_unit = serializers.CharField(max_length=40, required=False)


class SplitBody(Asked):
    """Tách tuyến."""

    at = Place()
    new = NewRoad(default=dict)


class MergeBody(Asked):
    """Nhập tuyến."""

    gap = serializers.BooleanField(default=False)

    def get_fields(self) -> dict[str, Any]:
        """With `with`, which Python cannot name."""
        return {**super().get_fields(), "with": serializers.CharField(max_length=60)}


class ReverseBody(Asked):
    """Đảo chiều."""


class ExtendBody(Asked):
    """Kéo dài tuyến."""

    geometry = Line()
    end = serializers.ChoiceField([END, START], default=END)


class RealignBody(Asked):
    """Nắn tuyến."""

    geometry = Line()
    to = Place(required=False)

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python cannot name."""
        return {**super().get_fields(), "from": Place(required=False)}


class Post(serializers.Serializer):
    """One post of a recalibration: `id` of a standing one; `km`, and `at` or `geometry`, as they become; or `delete`."""

    id = serializers.CharField(max_length=20, required=False)
    km = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    at = Place(required=False)
    geometry = Spot(required=False)
    delete = serializers.BooleanField(default=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """A new post has a kilometre and a place; nothing has two places."""
        if "at" in given and "geometry" in given:
            raise serializers.ValidationError({"geometry": "at or geometry, not both"})
        if "id" not in given and not ("km" in given and ("at" in given or "geometry" in given)):
            raise serializers.ValidationError({"km": "a new post needs km, and at or geometry"})
        if given["delete"] and "id" not in given:
            raise serializers.ValidationError({"id": "required to delete"})
        return given


class Start(serializers.Serializer):
    """The stated chainage of a road's first metre."""

    km = serializers.IntegerField(min_value=0, max_value=9999)
    m = serializers.FloatField(min_value=0, max_value=99999)


class RecalibrateBody(Asked):
    """Hiệu chỉnh lý trình."""

    posts = Post(many=True, required=False, max_length=1000)
    start = Start(required=False)


class TransferBody(Asked):
    """Chuyển giao."""

    to = Place()
    road = serializers.CharField(max_length=60, required=False)
    managing_unit = serializers.CharField(max_length=40, required=False)
    new = NewRoad(default=dict)

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python cannot name."""
        return {**super().get_fields(), "from": Place()}

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """To a road, or to a manager."""
        if ("road" in given) == ("managing_unit" in given):
            raise serializers.ValidationError({"road": "road or managing_unit, one of them"})
        return given


class OpenBody(Asked):
    """Mở đường."""

    to = Place(required=False)
    on = serializers.DateField()

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python cannot name."""
        return {**super().get_fields(), "from": Place(required=False)}


class CloseBody(OpenBody):
    """Đóng đường."""

    until = serializers.DateField(required=False)
    decision_number = serializers.CharField(max_length=80, allow_blank=True, default="")


class RoadState(serializers.Serializer):
    """A road before or after; `from`, `to`: the chainages of its ends."""

    code = serializers.CharField()
    branch = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    managing_unit = serializers.CharField(allow_null=True)
    length_m = serializers.FloatField()
    to = serializers.CharField(allow_null=True)
    sections_m = serializers.FloatField()
    calibration = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python cannot name."""
        return {**super().get_fields(), "from": serializers.CharField(allow_null=True)}


class AssetState(serializers.Serializer):
    """A thing before or after: a point has `at_m` and `chainage`, a stretch `from_m`, `to_m`, `from` and `to`."""

    road = serializers.CharField(help_text="Public id; $1 of a road that is not made yet")
    road_code = serializers.CharField()
    at_m = serializers.FloatField(required=False, allow_null=True)
    from_m = serializers.FloatField(required=False)
    to_m = serializers.FloatField(required=False)
    chainage = serializers.CharField(required=False, allow_null=True)
    to = serializers.CharField(required=False, allow_null=True)
    side = serializers.CharField(required=False, allow_null=True)
    offset_m = serializers.FloatField(required=False, allow_null=True)
    km = serializers.IntegerField(required=False, allow_null=True)
    verdict = serializers.CharField(required=False, allow_null=True)
    in_force = serializers.CharField(required=False, help_text="Of a posting: 2026-01-15/..")
    host = serializers.CharField(required=False, help_text="Of a shared stretch: its host, as in `roads`.")
    host_code = serializers.CharField(required=False)
    host_from = serializers.CharField(required=False, allow_null=True)
    host_to = serializers.CharField(required=False, allow_null=True)
    geometry = serializers.DictField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python cannot name."""
        return {**super().get_fields(), "from": serializers.CharField(required=False, allow_null=True)}


class DecisionState(serializers.Serializer):
    """What only a person can say."""

    because = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())


class RoadChange(serializers.Serializer):
    """`id`: null of a road that is not made yet; `etag`: for the next If-Match, after a commit."""

    id = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    before = RoadState(allow_null=True)
    after = RoadState(allow_null=True)
    etag = serializers.CharField(allow_null=True)


class AssetChange(serializers.Serializer):
    """One thing whose place, measures, chainage or side become others."""

    id = serializers.CharField(allow_null=True)
    collection = serializers.ChoiceField(list(ALONG))
    title = serializers.CharField(allow_blank=True)
    copy_of = serializers.CharField(allow_null=True)
    before = AssetState(allow_null=True)
    after = AssetState(allow_null=True)
    moved_m = serializers.FloatField()
    behaviour = serializers.CharField()
    decision = DecisionState(allow_null=True)


class Outcome(serializers.Serializer):
    """The whole effect, shown or done."""

    dry_run = serializers.BooleanField()
    operation = serializers.CharField()
    token = serializers.CharField()
    roads = RoadChange(many=True)
    assets = AssetChange(many=True)
    unchanged = serializers.DictField(child=serializers.IntegerField())
    undecided = serializers.IntegerField()
