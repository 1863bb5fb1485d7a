"""Labels are looked up by enum and value, whatever was looked up before."""

import pytest

from chainmap.gaps import Advice, GapKind, Tag
from chainmap.scoring import Group, SignalName
from chainmap.vocabulary import from_label, label


@pytest.mark.parametrize("order", [(Group.FILL, Advice.FILL), (Advice.FILL, Group.FILL)])
def test_members_of_two_enums_with_one_value_keep_their_own_terms(order: tuple[Group | Advice, ...]) -> None:
    assert {type(member): label(member) for member in order} == {Group: "补链", Advice: "建议补"}


def test_the_tag_variety_is_not_the_signal_variety() -> None:
    assert (label(SignalName.VARIETY), label(Tag.VARIETY), label(SignalName.VARIETY)) == ("同类", "品种", "同类")


def test_a_member_is_found_by_its_chinese_term_and_by_its_english_value() -> None:
    assert from_label(GapKind, "补链") is from_label(GapKind, "missing_stage") is GapKind.MISSING_STAGE
    assert from_label(GapKind, "补漏") is None
