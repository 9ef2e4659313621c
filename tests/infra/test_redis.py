import os

import pytest
from redis import Redis

from tests.infra.redis import binary, throwaway


@pytest.mark.skipif(binary() is None, reason="Redis is not installed. Where you may: apt install redis-server")
def test_a_throw_away_server_answers_and_leaves_nothing() -> None:
    with throwaway() as address:
        with Redis.from_url(address) as one:
            assert one.ping() and one.config_get("save") == {"save": ""}
    assert not os.path.exists(os.path.dirname(address.removeprefix("unix://")))
