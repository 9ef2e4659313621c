import os

import psycopg
import pytest

from tests.infra.postgres import binaries, throwaway


@pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed. Where you may: apt install postgresql")
def test_a_throw_away_server_answers_and_leaves_nothing() -> None:
    with throwaway() as address:
        with psycopg.connect(address) as connection:
            assert connection.execute("select 'é' || current_setting('server_encoding')").fetchone() == ("éUTF8",)
            found = connection.execute("select current_setting('data_directory')").fetchone()
        assert found and os.path.isdir(found[0])
    assert not os.path.exists(os.path.dirname(found[0]))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)
