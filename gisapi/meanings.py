"""What a write means, said once for every verb: one middleware reads X-Change-As and X-Change-On and lets history note them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from gisapi.body import meaning_of
from gisapi.errors import READS, BadParameter, problem_response
from infra.history import meaning

_BASE = "/api/"
Answer = Callable[[HttpRequest], HttpResponse]


class ChangeMeaning:
    """Whatever a request to the API writes is recorded with the meaning its headers give."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.method in READS or not request.path.startswith(_BASE):
            return self._answer(request)
        try:
            meant = meaning_of(request)
        except BadParameter as wrong:
            return problem_response(wrong, {"request": request})
        if meant is None:
            return self._answer(request)
        with meaning(meant):
            return self._answer(request)
