"""The address that phones are given."""

import pytest
from django.test import RequestFactory

from essaim.spaces.addresses import is_this_machine, public_address

HALL = "http://192.168.1.20:8201"


@pytest.fixture
def asked(settings):
    settings.ALLOWED_HOSTS, settings.PUBLIC_URL, settings.SERVED_AT = ["*"], "", HALL
    return lambda host: RequestFactory().get("/", headers={"host": host})


def test_the_address_that_the_host_chose_comes_first(asked, settings):
    settings.PUBLIC_URL = "https://essaim.exemple.org"
    assert public_address(asked("127.0.0.1:8201")) == public_address() == "https://essaim.exemple.org"


def test_without_one_it_is_where_the_server_listens_or_how_it_was_asked(asked):
    assert public_address() == HALL
    assert public_address(asked("laptop.local:8201")) == "http://laptop.local:8201"


@pytest.mark.parametrize("host", ["127.0.0.1:8201", "localhost:8201", "[::1]:8201"])
def test_no_phone_is_led_to_itself(asked, settings, host):
    assert public_address(asked(host)) == HALL
    settings.SERVED_AT = "http://127.0.0.1:8201"
    assert public_address(asked(host)) == f"http://{host}", "when only this machine is served"


def test_a_name_is_not_taken_for_this_machine():
    assert not is_this_machine("https://localhost.exemple.org") and not is_this_machine("http://10.0.0.4")
