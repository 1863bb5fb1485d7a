"""The commands from outside: what they print, the exit status they promise, and that nothing is half written."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from chainmap.cli import run

Shown = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def demo_store(fuling_file: Path, copied: Callable[[Path], str]) -> str:
    return copied(fuling_file)


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_demo_makes_a_store_and_run_again_changes_nothing(tmp_path: Path, capsys: Shown) -> None:
    demo_store = f"sqlite:///{tmp_path / 'demo.db'}"
    assert run(["demo", "--no-serve", "--store", demo_store]) == 0
    assert "新增" in capsys.readouterr().err
    assert run(["demo", "--no-serve", "--store", demo_store]) == 0
    assert capsys.readouterr().err.count("没有变化") == 3


def test_gaps_as_json_prints_json_and_nothing_else(demo_store: str, capsys: Shown) -> None:
    assert run(["gaps", "--place", "涪陵区", "--format", "json", "--store", demo_store]) == 0
    shown = capsys.readouterr()
    report = json.loads(shown.out)
    assert report["place"]["name"] == "涪陵区"
    first = report["candidates"][0]
    assert {"id", "rank", "product", "kind", "kind_label", "tags", "stability", "score", "signals"} <= set(first)
    assert set(first["score"]) == {"total", "fill", "hold", "come", "minus"}
    assert set(first["tonnage"]) == {"need", "low", "high", "unit"}
    assert shown.err == ""


@pytest.mark.parametrize("place", ["涪陵区", "涪陵", "500102", "重庆市涪陵区"])
def test_a_place_is_known_by_name_short_name_code_and_full_name(demo_store: str, capsys: Shown, place: str) -> None:
    assert run(["balance", "--place", place, "--format", "json", "--store", demo_store]) == 0
    assert json.loads(capsys.readouterr().out)["place"]["name"] == "涪陵区"


def test_an_unknown_place_is_named_with_near_names(demo_store: str, capsys: Shown) -> None:
    assert run(["gaps", "--place", "涪林区", "--store", demo_store]) == 1
    assert "没有这个地区:“涪林区”" in (message := capsys.readouterr().err)
    assert "涪陵区" in message


def test_an_unknown_chain_is_named_with_near_names(demo_store: str, capsys: Shown) -> None:
    assert run(["gaps", "--place", "涪陵区", "--chain", "聚脂", "--store", demo_store]) == 1
    assert "聚酯" in capsys.readouterr().err


def test_a_wrong_kind_is_wrong_usage(demo_store: str, capsys: Shown) -> None:
    assert run(["gaps", "--place", "涪陵区", "--kind", "补漏", "--store", demo_store]) == 2
    assert "补链" in capsys.readouterr().err


def test_a_store_that_is_not_there_is_status_3_and_makes_no_file(tmp_path: Path, capsys: Shown) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    assert run(["gaps", "--place", "涪陵区", "--store", url]) == 3
    assert "chainmap demo" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_down_is_status_3(capsys: Shown) -> None:
    assert run(["doctor", "--store", "bolt://127.0.0.1:9/neo4j"]) == 3


def test_a_password_in_the_address_is_refused_and_never_repeated(capsys: Shown) -> None:
    assert run(["doctor", "--store", "neo4j://neo4j:geheim@127.0.0.1:7687/neo4j"]) in (2, 3)
    shown = capsys.readouterr()
    assert "geheim" not in shown.out + shown.err
    assert "CHAINMAP_NEO4J_PASSWORD" in shown.out + shown.err


def test_doctor_finds_installation_and_store_in_order(demo_store: str, capsys: Shown) -> None:
    assert run(["doctor", "--store", demo_store]) == 0
    assert "库可用" in capsys.readouterr().out


def test_resolve_answers_several_names_in_the_order_asked(demo_store: str, capsys: Shown) -> None:
    assert run(["resolve", "聚四氢呋喃", "PA66", "--json", "--store", demo_store]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(item["name"], item["product"]["name"]) for item in found] == [("聚四氢呋喃", "PTMEG"), ("PA66", "尼龙66")]


def test_resolve_of_an_unknown_name_gives_near_names_and_status_1(demo_store: str, capsys: Shown) -> None:
    assert run(["resolve", "聚四氢呋南", "--json", "--store", demo_store]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["product"] is None
    assert found["candidates"]


def test_a_loaded_plant_closes_its_gap_and_withdrawing_it_opens_it_again(
    tmp_path: Path, fuling_file: Path, copied: Callable[[Path], str], capsys: Shown
) -> None:
    url = copied(fuling_file)
    plants = written(tmp_path, "产能.csv", "企业,产品,地区,产能,单位\n重庆某化工,己二胺,涪陵区,20,万吨/年\n")
    assert run(["load", str(plants), "--store", url]) == 0
    capsys.readouterr()
    run(["gaps", "--place", "涪陵区", "--format", "json", "--store", url])
    rows = {row["product"]["name"]: row for row in json.loads(capsys.readouterr().out)["candidates"]}
    assert rows.get("己二胺", {}).get("kind") != "missing_stage"
    assert rows["己二腈"]["kind"] == "missing_stage"
    written(tmp_path, "产能.csv", "企业,产品,地区,产能,单位\n重庆某化工,TPU,涪陵区,5,万吨/年\n")
    assert run(["load", str(plants), "--store", url]) == 0
    assert "撤回 1 条" in capsys.readouterr().err
    run(["gaps", "--place", "涪陵区", "--format", "json", "--store", url])
    rows = {row["product"]["name"]: row for row in json.loads(capsys.readouterr().out)["candidates"]}
    assert rows["己二胺"]["kind"] == "missing_stage"
    assert rows.get("TPU", {}).get("kind") not in ("missing_stage", "downstream_extension")


def test_bad_rows_are_named_and_the_rest_is_kept(demo_store: str, tmp_path: Path, capsys: Shown) -> None:
    rows = ("甲厂,己二酸,涪陵区,-5,万吨/年", "乙厂,己二算,涪陵区,1,万吨/年", "丙厂,己二酸,长寿区,1,万吨/年")
    text = "\n".join(["企业,产品,地区,产能,单位", *rows])
    path = written(tmp_path, "产能.csv", text, "gbk")
    assert run(["load", str(path), "--source", "测试", "--json", "--store", demo_store]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["read"], report["kept"], report["rejected"], report["questions"]) == (3, 1, 2, 1)
    found = {issue["row"]: issue for issue in report["issues"]}
    assert "-5" in found[2]["message"]
    assert "己二酸" in found[3]["message"] + found[3]["suggestion"]
    assert report["written"]


def test_a_dry_run_writes_nothing(demo_store: str, tmp_path: Path, capsys: Shown) -> None:
    path = written(tmp_path, "产能.csv", "企业,产品,地区\n丁厂,TPU,涪陵区\n")
    run(["doctor", "--store", demo_store])
    before = capsys.readouterr().out
    assert run(["load", str(path), "--dry-run", "--store", demo_store]) == 0
    capsys.readouterr()
    run(["doctor", "--store", demo_store])
    assert capsys.readouterr().out == before


def test_a_file_that_is_no_workbook_is_refused_by_name(demo_store: str, tmp_path: Path, capsys: Shown) -> None:
    path = written(tmp_path, "名单.xlsx", "这不是工作簿")
    assert run(["load", str(path), "--store", demo_store]) == 1
    assert "名单.xlsx" in capsys.readouterr().err


def test_targets_as_a_workbook_have_three_sheets(demo_store: str, tmp_path: Path) -> None:
    path = tmp_path / "招商目标.xlsx"
    assert run(["targets", "--place", "涪陵区", "--top", "5", "-o", str(path), "--store", demo_store]) == 0
    assert len(openpyxl.load_workbook(path).worksheets) == 3
    assert [item.name for item in tmp_path.iterdir()] == ["招商目标.xlsx"]


def test_a_workbook_wants_a_file(demo_store: str, capsys: Shown) -> None:
    assert run(["gaps", "--place", "涪陵区", "--format", "xlsx", "--store", demo_store]) == 2


def test_the_map_is_one_file_without_outside_addresses(demo_store: str, tmp_path: Path) -> None:
    path = tmp_path / "m.html"
    assert run(["map", "--place", "涪陵区", "--chain", "聚酯", "-o", str(path), "--store", demo_store]) == 0
    text = path.read_text(encoding="utf-8")
    assert "PET" in text
    assert 'src="' not in text
    assert "<link" not in text


def test_the_template_loads_empty_with_a_clear_message(demo_store: str, tmp_path: Path, capsys: Shown) -> None:
    path = tmp_path / "空表.xlsx"
    assert run(["template", "-o", str(path)]) == 0
    assert run(["load", str(path), "--store", demo_store]) == 1
    assert "没有数据行" in capsys.readouterr().err


def test_help_is_chinese_and_names_the_exit_statuses(capsys: Shown) -> None:
    assert run(["--help"]) == 0
    assert "退出状态" in capsys.readouterr().out


def test_a_radius_that_is_no_number_is_wrong_usage(demo_store: str, capsys: Shown) -> None:
    assert run(["gaps", "--place", "涪陵区", "--radius", "nan", "--store", demo_store]) == 2
    assert "有限的数字" in capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_said_without_a_stack(
    demo_store: str, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chainmap.cli.handing.deliver", full)
    assert run(["gaps", "--place", "涪陵区", "--top", "1", "--format", "json", "--store", demo_store]) == 1
    assert "写不出去" in capsys.readouterr().err
