"""How a road is read: the posts the database holds it by, as the pure `Calibration`."""

from infra.measures import Calibration, Post
from infra.models import Road, RoadLine, RoadPost


def calibration_of(road: Road) -> Calibration:
    """The road's posts, nominal ones included, and its length in metres (None without a centreline)."""
    posts = RoadPost.objects.filter(road=road).order_by("at_m").values_list("km", "at_m", "is_real")
    length_m = RoadLine.objects.filter(road=road).values_list("length_m", flat=True).first()
    return Calibration(tuple(Post(*post) for post in posts), length_m)
