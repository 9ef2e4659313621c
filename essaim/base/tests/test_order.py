"""Places between places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base.order import between, spread


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=40), max_size=60))
def test_wherever_one_is_put_the_order_holds(puts: list[int]) -> None:
    keys: list[str] = []
    for put in puts:
        at = min(put, len(keys))
        before, after = keys[at - 1] if at else "", keys[at] if at < len(keys) else ""
        keys.insert(at, between(before, after))
    assert keys == sorted(set(keys)) and not any(key.endswith("0") for key in keys)


def test_ten_thousand_lines_one_after_another_keep_short_keys() -> None:
    keys = spread(10_000)
    assert keys == sorted(set(keys)) and max(map(len, keys)) <= 4


def test_after_the_last_of_a_block() -> None:
    assert between("zzzz") > "zzzz" and between("zzzzV") > "zzzzV" and between("zzz") > "zzz"
