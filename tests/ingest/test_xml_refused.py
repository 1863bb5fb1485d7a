"""Threat U3 for workbooks: a DTD is refused wherever it stands; no file is read, no connection opened."""

import socket
from pathlib import Path

import pytest

from chainmap.errors import FileRefused
from ingest.spreadsheet import read_spreadsheet
from ingest.tables import Limits
from tests.ingest.packages import MAIN, SHEET, package

LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
QUADRATIC = f'<!ENTITY a "{"a" * 100_000}">'


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize(
    "declarations",
    [
        '<!ENTITY l0 "ha">' + LAUGHS,
        QUADRATIC,
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY a SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;',
        "",
    ],
)
def test_every_dtd_is_refused(part: str, declarations: str) -> None:
    text = f'<!DOCTYPE worksheet [{declarations}]><worksheet xmlns="{MAIN}"><t>&l9;&a;</t></worksheet>'
    with pytest.raises(FileRefused, match="DTD"):
        read_spreadsheet(package({part: text}), "产能.xlsx", Limits(), lambda title: True)


def test_an_external_dtd_is_refused_and_its_file_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY a "geheim">')
    text = f'<!DOCTYPE worksheet SYSTEM "{secret.as_uri()}"><worksheet xmlns="{MAIN}"/>'
    with pytest.raises(FileRefused, match="DTD") as refused:
        read_spreadsheet(package({SHEET: text}), "产能.xlsx", Limits(), lambda title: True)
    assert "geheim" not in str(refused.value)
