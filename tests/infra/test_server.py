"""The real product starts on an empty folder, keeps its port and its data when killed, and stops when asked."""

from collections.abc import Callable

import pytest

from tests.infra.server import Product


@pytest.mark.slow
def test_it_starts_comes_back_from_a_power_cut_and_stops(start_product: Callable[..., Product]) -> None:
    product = start_product("serve")
    assert product.is_alive()
    first = product.url
    secret = (product.data / "secret").read_text()

    product.kill()
    assert not product.is_alive()
    product.start()
    assert product.is_alive() and product.url == first
    assert (product.data / "secret").read_text() == secret
    assert product.stop() in (0, -15)


@pytest.mark.slow
def test_the_demonstration_prints_three_links(demo: Product) -> None:
    assert len(demo.links()) >= 3, demo.printed
