"""The frames of what is sent to a draft. A change of a draft has the frame of a change of a changeset (`changeset_frames`)."""

from rest_framework import serializers

from gisapi.changeset_frames import MOST


class NewDraft(serializers.Serializer):
    """What a draft begins with."""

    title = serializers.CharField(max_length=200)


class Order(serializers.Serializer):
    """Every change of the draft once, in the order to do them in."""

    order = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=MOST)


class Member(serializers.Serializer):
    """Somebody to let in."""

    username = serializers.CharField(max_length=150)


class Comment(serializers.Serializer):
    """Something to say."""

    text = serializers.CharField(max_length=5000)


class Remark(serializers.Serializer):
    """What goes with a step; nothing needs to."""

    text = serializers.CharField(max_length=5000, allow_blank=True, default="")


class Reason(serializers.Serializer):
    """Why a draft is returned."""

    reason = serializers.CharField(max_length=5000)
