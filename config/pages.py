"""What answers when no view does: a problem document under /api/ and /tiles/, a plain Vietnamese page elsewhere.

Wrong hosts, unknown addresses, bodies Django cannot read, forms without their token, faults outside the views.
"""

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from gisapi.errors import problem

logger = logging.getLogger("config")
FOR_MACHINES = ("/api/", "/tiles/")
_PAGE = """<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – CầuĐường</title>
<main><h1>{title}</h1><p>{sentence}</p><p><a href="/">Về bản đồ</a></p></main></html>
"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400."""
    sentence = "Địa chỉ hoặc nội dung gửi lên không đúng."
    return _answer(request, 400, "bad-request", "Yêu cầu không đọc được", sentence)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return _answer(request, 403, "forbidden", "Không được phép", "Tài khoản này không mở được trang này.")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    return _answer(request, 403, "csrf-failed", "Phiên làm việc đã cũ", "Hãy tải lại trang rồi thử lại.", reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return _answer(request, 404, "not-found", "Không có trang này", "Có thể địa chỉ đã gõ sai, hoặc trang đã được bỏ.")


def failed(request: HttpRequest) -> HttpResponse:
    """handler500: a reference to look for in the log, where Django has written the fault itself."""
    reference = uuid.uuid4().hex[:12]
    logger.error("%s unexpected error at %s", reference, request.path)
    sentence = f"Lỗi đã được ghi lại. Nếu thử lại vẫn gặp, hãy báo mã {reference} cho người quản trị."
    return _answer(request, 500, "unexpected", "Máy chủ gặp lỗi", sentence, facts={"reference": reference})


def _answer(
    request: HttpRequest,
    status: int,
    code: str,
    title: str,
    sentence: str,
    detail: str = "",
    facts: dict[str, str] | None = None,
) -> HttpResponse:
    if request.path.startswith(FOR_MACHINES):
        return problem(status, code, instance=request.path, detail=detail, facts=facts)
    response = HttpResponse(format_html(_PAGE, title=title, sentence=sentence), status=status)
    response["Cache-Control"] = "no-store"
    return response
