"""The weight file: what it may say, and how a mistake in it is told."""

from pathlib import Path

import pytest

from chainmap.errors import FileRefused
from chainmap.scoring import SHIPPED_WEIGHTS, SignalName
from chainmap.weights import read_weights, weights_text


def written(folder: Path, text: str) -> Path:
    path = folder / "权重.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_weights_survive_writing_and_reading(tmp_path: Path) -> None:
    assert read_weights(written(tmp_path, weights_text())) == SHIPPED_WEIGHTS


def test_a_signal_that_is_not_named_keeps_its_shipped_amount(tmp_path: Path) -> None:
    weights = read_weights(written(tmp_path, "信号,权重\n需求,0.5\n"))
    assert weights.of(SignalName.NEED) == 0.5
    assert weights.of(SignalName.READINESS) == SHIPPED_WEIGHTS.of(SignalName.READINESS)


def test_the_sign_belongs_to_the_signal(tmp_path: Path) -> None:
    assert read_weights(written(tmp_path, "信号,权重\n拥挤度,0.3\n")).of(SignalName.CROWDING) == -0.3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("信号,权重\n热度,0.1\n", "第 2 行:没有信号“热度”"),
        ("信号,权重\n需求,-0.1\n", "第 2 行“需求”"),
        ("信号,权重\n需求,多\n", "第 2 行“需求”"),
        ("信号,权重\n需求,99\n", "超过 10"),
        ("信号,权重\n需求,0.1\n需求,0.2\n", "第 3 行:信号“需求”写了两次"),
        ("名称,值\n需求,0.1\n", "缺少表头"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_weights(written(tmp_path, text))
    assert told in str(refused.value)
    assert "权重.csv" in str(refused.value)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="打不开"):
        read_weights(tmp_path / "无.csv")
