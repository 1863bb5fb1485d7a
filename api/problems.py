"""Every error as an answer: RFC 9457 problem+json below /api, a small Chinese page elsewhere; no stack, no echo."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from api.templating import render
from chainmap.errors import BadInput, ChainmapError, StoreError, UnknownName, UsageError
from chainmap.model import Frozen

RETRY_AFTER = "5"
"""Seconds after which a store that is down is worth another try."""

TITLES = {
    400: "请求无法处理",
    404: "没有找到",
    405: "不支持这种请求",
    413: "内容太大",
    422: "参数有误",
    500: "程序出错",
    503: "数据库暂时连不上",
}
_DETAILS = {
    "unknown_host": "本服务只接受用自己的地址访问:请用 http://127.0.0.1 或 http://localhost 打开。",
    "not_found": "没有这个地址:请从首页进入,或核对链接。",
    "method_not_allowed": "这个地址不接受这种请求。",
    "http_error": "请求的内容读不懂:请核对格式后重试。",
    "internal": "请把请求编号告诉管理员;日志里有详情。",
}


class Field(Frozen):
    """One parameter that was refused: which, and why; never its value."""

    field: str
    reason: str


class Problem(Frozen):
    """The body of every error below /api (RFC 9457, plus code, request id, near names and refused fields)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    near: tuple[str, ...] = ()
    errors: tuple[Field, ...] = ()


def refusal(
    scope: Scope,
    *,
    status: int,
    code: str,
    detail: str = "",
    near: tuple[str, ...] = (),
    errors: tuple[Field, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer to a request that failed, in the face that asked."""
    problem = Problem(
        title=TITLES.get(status, "出错了"),
        status=status,
        detail=detail or _DETAILS.get(code, ""),
        code=code,
        request_id=scope.get("state", {}).get("request_id", ""),
        near=near,
        errors=errors,
    )
    kept = {**(headers or {}), "Cache-Control": "no-store"}
    if scope["path"].startswith(("/api/", "/healthz", "/readyz", "/openapi.json")):
        body = json.dumps(problem.model_dump(mode="json"), ensure_ascii=False).encode("utf-8", "replace")
        return Response(body, status, kept, media_type="application/problem+json")
    return Response(render("problem.html", problem=problem), status, kept, media_type="text/html")


def status_of(error: ChainmapError) -> int:
    for kind, status in ((UnknownName, 404), (StoreError, 503), (UsageError, 422), (BadInput, 422)):
        if isinstance(error, kind):
            return status
    return 500


def on_chainmap_error(request: Request, error: Exception) -> Response:
    """Ours are written for people, so their message is the detail; a store that is down may be asked again."""
    assert isinstance(error, ChainmapError)  # noqa: S101 - registered for this class alone
    status = status_of(error)
    return refusal(
        request.scope,
        status=status,
        code=error.code,
        detail=str(error) if status != 500 else "",
        near=error.near if isinstance(error, UnknownName) else (),
        headers={"Retry-After": RETRY_AFTER} if status == 503 else None,
    )


_REASONS = {
    "missing": "必须填写",
    "json_invalid": "不是完整的 JSON",
    "model_attributes_type": "必须是 JSON 对象(Content-Type: application/json)",
    "extra_forbidden": "不是认得的字段",
    "too_short": "不能为空",
    "int_parsing": "必须是整数",
    "float_parsing": "必须是数字",
    "finite_number": "必须是有限的数字",
    "enum": "不是可选的值",
    "literal_error": "不是可选的值",
    "string_too_long": "太长",
}


def _reason(error: Mapping[str, object]) -> str:
    limits = error.get("ctx")
    if isinstance(limits, Mapping) and "ge" in limits:
        return f"不能小于 {limits['ge']}"
    if isinstance(limits, Mapping) and "le" in limits:
        return f"不能大于 {limits['le']}"
    return _REASONS.get(str(error.get("type")), "不符合要求")


def _field(error: Mapping[str, Any]) -> str:
    """The parameter or field that was refused; `body` where the body as a whole cannot be read."""
    where = error["loc"]
    return "body" if len(where) < 2 or error.get("type") == "json_invalid" else str(where[1])


def on_validation_error(request: Request, error: Exception) -> Response:
    """422 with field and reason; FastAPI's own answer would echo what was sent."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class alone
    fields = tuple(dict.fromkeys(Field(field=_field(one), reason=_reason(one)) for one in error.errors()))
    words = ";".join(f"{one.field} {one.reason}" for one in fields)
    return refusal(
        request.scope, status=422, code="validation", detail=f"{words}。请改正后重试。" if words else "", errors=fields
    )


def on_http_error(request: Request, error: Exception) -> Response:
    """Wrong addresses and methods, as Starlette finds them."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    codes = {404: "not_found", 405: "method_not_allowed"}
    code = codes.get(error.status_code, "http_error")
    return refusal(request.scope, status=error.status_code, code=code, headers=error.headers)


def install(app: FastAPI) -> None:
    app.add_exception_handler(ChainmapError, on_chainmap_error)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(HTTPException, on_http_error)
