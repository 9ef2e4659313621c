"""What is put together from pieces opens everywhere as what the pieces were."""

import gzip

from hypothesis import given
from hypothesis import strategies as some

from essaim.base.packed import gzipped, pack, stored

PIECES = some.lists(
    some.tuples(some.booleans(), some.binary(max_size=300) | some.just(b"ruche " * 11_000)), max_size=12
)


@given(PIECES)
def test_a_file_of_pieces_opens_as_the_pieces(pieces):
    made = gzipped(pack(plain) if is_packed else stored(plain) for is_packed, plain in pieces)
    assert gzip.decompress(made) == b"".join(plain for _is_packed, plain in pieces)


def test_what_repeats_itself_takes_little_room():
    assert len(gzipped([pack(b"une page du groupe " * 1000)])) < 300
