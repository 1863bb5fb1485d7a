"""The parameters that routes share, with their limits; what is out of bounds is refused before anything runs."""

from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Path, Query

from api.problems import Problem
from chainmap.gaps import GapKind, GapQuery

LONGEST = 200

NameParam = Annotated[str, Path(max_length=LONGEST, description="编号、代码,或不会混淆的名称")]
PlaceQuery = Annotated[str, Query(max_length=LONGEST, description="地区:编号、代码,或不会混淆的名称")]
ChosenPlace = Annotated[str, Query(max_length=LONGEST, description="地区;不填则取数据所说的区县")]
TextQuery = Annotated[str, Query(max_length=LONGEST)]
Limit = Annotated[int, Query(ge=1, le=1000, description="最多几项")]
After = Annotated[str, Query(max_length=LONGEST, description="上一页的 next")]

PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": words}
    for status, words in (
        (400, "主机名不被接受"),
        (404, "没有这个名称"),
        (422, "参数有误"),
        (503, "数据库暂时连不上"),
    )
}


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def gap_query(
    chain: Annotated[str | None, Query(max_length=LONGEST, description="只看一条产业链")] = None,
    kind: Annotated[tuple[GapKind, ...], Query(description="只看这些类型,可重复")] = (),
    reach: Annotated[int, Query(ge=1, le=4, description="向上游几步,向下游多一步")] = 2,
    radius: Annotated[float, Query(ge=0, le=6000, allow_inf_nan=False, description="邻区半径,公里")] = 150.0,
    top: Annotated[int | None, Query(ge=1, le=100_000, description="只要前几行")] = None,
) -> GapQuery:
    """The query of gaps and targets as it stands in the address; an empty chain is no chain."""
    return GapQuery(chain=chain or None, kinds=kind, reach=reach, radius=radius, top=top)


GapQueryDep = Annotated[GapQuery, Depends(gap_query)]
