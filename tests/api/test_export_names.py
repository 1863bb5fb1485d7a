"""Row I6 of the threats: a download's name may be anything, the header stays one line."""

import pytest

from api.deps import disposition
from tests.api.client import Client


@pytest.mark.parametrize(
    "name", ["a\r\nX: 1", "聚酯-缺链.csv", "😀.xlsx", "长" * 300, 'x"; filename="y', "../../x", "\ud800", ""]
)
def test_a_name_cannot_break_the_header(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    assert not set("\r\n") & set(header)
    assert header.count('"') == 2
    assert "filename*=UTF-8''" in header
    assert len(header) < 1300


def test_a_file_is_named_after_its_place(fuling: Client) -> None:
    header = fuling.get("/api/v1/places/500102/gaps?format=csv").headers["content-disposition"]
    assert "filename*=UTF-8''%E6%B6%AA%E9%99%B5%E5%8C%BA-%E7%BC%BA%E9%93%BE.csv" in header


def test_hostile_names_make_files_too(hostile: Client) -> None:
    for question in ("gaps", "targets", "balance"):
        for form in ("csv", "xlsx"):
            answer = hostile.get(f"/api/v1/places/500102/{question}?format={form}")
            assert answer.status_code == 200
            assert answer.headers["content-disposition"].isascii()
