"""Vectors FF1 and FF2 of the methods, and what keeps small groups from showing."""

from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.questionnaires.counting import grid, mean_ranks, merged, points, rate, spans, spread, tally

ROTI = range(6)


def test_ff1_zero_is_counted_but_not_in_the_mean() -> None:
    found = spread([5, 4, 4, 3, 5, 2, 0, 4], ROTI, silent=0)
    assert (found.n, found.expressed, found.mean, found.lower_median) == (8, 7, 3.86, 4)
    assert found.distribution == (1, 0, 1, 1, 3, 2)
    assert not found.is_split


def test_ff2_a_split_group_is_said_to_be_split() -> None:
    found = spread([1, 1, 5, 5], ROTI, silent=0)
    assert (found.mean, found.lower_median, found.distribution) == (3.0, 1, (0, 2, 0, 0, 0, 2))
    assert found.is_split


def test_forty_percent_at_both_ends_is_the_bar() -> None:
    assert spread([1, 1, 3, 5, 5], ROTI, silent=0).is_split
    assert not spread([1, 1, 3, 3, 5, 5], ROTI, silent=0).is_split


def test_nobody_expressed_has_no_mean() -> None:
    found = spread([0, 0], ROTI, silent=0)
    assert (found.n, found.expressed, found.mean, found.lower_median, found.is_split) == (2, 0, None, None, False)


def test_a_choice_no_longer_offered_is_still_counted() -> None:
    assert tally(["a", ["b", "gone"], ["b"]], ["a", "b", "c"]) == {"a": 1, "b": 2, "c": 0, "gone": 1}


def test_ranks_give_three_two_one_points() -> None:
    assert points([["x", "y", "z"], ["y"], ["x", "z"]], ["x", "y", "z", "w"]) == {
        "x": (6, 2), "y": (5, 1), "z": (3, 0), "w": (0, 0)
    }  # fmt: skip


def test_a_grid_counts_each_row_alone() -> None:
    assert grid([{"r1": "a"}, {"r1": "b", "r2": "a"}], ["r1", "r2"], ["a", "b"]) == {"r1": (1, 1), "r2": (1, 0)}


def test_small_cells_are_merged_and_the_rest_hides_nobody() -> None:
    assert merged({"a": 9, "b": 3, "c": 2}) == ({"a": 9}, 5)
    assert merged({"a": 9, "b": 6, "c": 2}) == ({"a": 9}, 8)
    assert merged({"a": 9, "b": 6}) == ({"a": 9, "b": 6}, 0)


def test_rate_of_nobody_is_unknown() -> None:
    assert (rate(7, 9), rate(0, 0)) == (78, None)


def test_the_mean_rank_is_of_those_who_ranked_it() -> None:
    assert mean_ranks([["x", "y"], ["y", "x", "z"], ["x"]]) == {"x": 1.3, "y": 1.5, "z": 3.0}


def test_few_numbers_stand_alone_and_many_in_equal_spans() -> None:
    assert spans([3, 1, 3]) == [(1, 1, 1), (3, 3, 2)]
    assert spans(range(100)) == [(start, start + 9, 10) for start in range(0, 100, 10)]
    assert spans([*range(13), 9999])[0] == (0, 999, 13)


@settings(deadline=None)
@given(some.lists(some.integers(0, 9999), min_size=1))
def test_every_number_is_in_one_span(numbers: list[int]) -> None:
    found = spans(numbers)
    assert len(found) <= 12 and sum(n for _first, _last, n in found) == len(numbers)
    assert all(n == sum(first <= number <= last for number in numbers) for first, last, n in found)
