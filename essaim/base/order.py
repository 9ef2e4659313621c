"""Places between places: a list keeps its order without renumbering, also when two copies of it merge."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BLOCK = 4


def between(before: str = "", after: str = "") -> str:
    """A key that sorts strictly between `before` and `after` ("" is the start, or the end).

    Keys compare as plain ASCII text and never end with the lowest digit, so that one fits before any of them.
    Raises `ValueError` when `before` does not sort before `after`.
    """
    if after and before >= after:
        raise ValueError(f"no place between {before!r} and {after!r}")
    if before and not after:
        return _next(before)
    key = ""
    position = 0
    while True:
        low = _DIGITS.index(before[position]) if position < len(before) else 0
        bounded = bool(after) and after.startswith(key)
        high = _DIGITS.index(after[position]) if bounded and position < len(after) else len(_DIGITS)
        if high - low > 1:
            return key + _DIGITS[(low + high) // 2]
        key += _DIGITS[low]
        position += 1


def _next(before: str) -> str:
    """The key after the last one, counted in blocks of four digits: ten thousand lines one after another stay short."""
    head = ""
    while True:
        block = before[len(head) : len(head) + _BLOCK].ljust(_BLOCK, _DIGITS[0])
        if block != _DIGITS[-1] * _BLOCK:
            break
        head += block
    number = 0
    for digit in block:
        number = number * len(_DIGITS) + _DIGITS.index(digit)
    counted = ""
    for _ in range(_BLOCK):
        number, digit_at = divmod(number + (not counted), len(_DIGITS))
        counted = _DIGITS[digit_at] + counted
    return head + counted.rstrip(_DIGITS[0])


def spread(count: int) -> list[str]:
    """`count` keys in order, for a list made at once."""
    keys: list[str] = []
    for _ in range(count):
        keys.append(between(keys[-1] if keys else ""))
    return keys
