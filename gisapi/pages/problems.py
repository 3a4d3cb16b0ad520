"""A problem document as a page, for those who read in a browser: what is wrong, where, and what would cure it.

One middleware, because problems are answered in many places (views, plain views, unknown addresses, Django's own handlers); it makes the page
of the very document that programs get. Writes and tiles are answered with the document always.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from gisapi.answers import negotiated
from gisapi.errors import MEDIA_TYPE, READS
from gisapi.negotiation import accepted
from gisapi.pages.documents import MEDIA, Page, written
from gisapi.pages.values import plain
from gisapi.params.given import form_of
from gisapi.params.items import PAGE

BASE = "/api"
Answer = Callable[[HttpRequest], HttpResponse]
SAID = {
    400: ("Yêu cầu không đúng", "Có chỗ trong địa chỉ không đọc được. Sửa như bên dưới rồi thử lại."),
    401: ("Cần đăng nhập", "Nội dung này dành cho người đã đăng nhập. Đăng nhập trên bản đồ rồi mở lại trang này."),
    403: ("Không được phép", "Tài khoản này không xem được nội dung này."),
    404: ("Không tìm thấy", "Không có đối tượng hoặc địa chỉ này; có thể đã gõ sai, hoặc nội dung không công bố."),
    405: ("Không mở được bằng trình duyệt", "Địa chỉ này chỉ dành cho việc ghi dữ liệu."),
    410: ("Không còn nữa", "Chỗ này của dòng thay đổi không còn; hãy bắt đầu lại từ đầu."),
    422: ("Không thực hiện được", "Yêu cầu trái quy tắc dữ liệu."),
    429: ("Quá nhiều yêu cầu", "Đợi một lát rồi thử lại."),
    500: ("Máy chủ gặp lỗi", "Lỗi đã được ghi lại. Nếu thử lại vẫn gặp, hãy báo mã tra cứu cho người quản trị."),
    503: ("Máy chủ đang bận", "Yêu cầu này quá lâu hoặc quá nhiều cùng lúc. Thu hẹp lại, hoặc thử lại sau giây lát."),
}
"""Status → what people read first."""
FACTS = {
    "value": ("Đã gửi", "Given"), "expected": ("Cần là", "Expected"), "known": ("Có thể dùng", "Known"), "reason": ("Lý do", "Reason"),
    "cure": ("Cách chữa", "Cure"), "id": ("Mã", "Id"), "kind": ("Loại", "Kind"), "reference": ("Mã tra cứu", "Reference"),
    "limit_ms": ("Giới hạn (ms)", "Limit (ms)"), "line": ("Dòng", "Line"), "column": ("Cột", "Column"),
}  # fmt: skip


class ProblemPages:
    """Middleware."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; a problem as a page when that is what the visitor takes."""
        response = self._answer(request)
        if (
            not request.path.startswith(BASE)
            or request.method not in READS
            or response.get("Content-Type") != MEDIA_TYPE
        ):
            return response
        if _form(request) == PAGE:
            response.content = written(problem_page(json.loads(response.content)), [])
            response["Content-Type"] = MEDIA
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return negotiated(response)


def problem_page(told: dict[str, Any]) -> Page:
    """The page of a problem document."""
    title, sentence = SAID.get(told["status"], SAID[500 if told["status"] >= 500 else 400])
    facts = [
        (*FACTS.get(name, (name, "")), [plain(part) for part in value] if isinstance(value, list) else [plain(value)])
        for name, value in told["facts"].items()
        if not isinstance(value, dict)
    ]
    return Page("problem", title, told["title"], facts={"told": told, "sentence": sentence, "given": facts})


def _form(request: HttpRequest) -> str:
    """What `f` says where it names a form, else what Accept prefers."""
    try:
        asked = form_of(request)
    except SuspiciousOperation:  # a query that cannot be read names no form: it is what the problem is about
        asked = None
    return asked if asked in (PAGE, "json", "geojson") else accepted(request.headers.get("Accept", ""), ("json", PAGE))
