"""docs/operate.md names every variable and every command."""

import argparse
from collections.abc import Iterator

import pytest

from essaim.config import cli, env
from tests.house.tree import ROOT


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> argparse.ArgumentParser:
    class Read(Exception):
        pass

    def stop(parser: argparse.ArgumentParser, *_: object) -> None:
        raise Read(parser)

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", stop)
    with pytest.raises(Read) as read:
        cli.main([])
    return read.value.args[0]


def operate() -> str:
    return (ROOT / "docs/operate.md").read_text(encoding="utf-8")


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield f"essaim {name}"
                yield from options(command)
        elif action.option_strings and action.dest != "help":
            yield action.option_strings[-1]


def test_every_variable_is_documented() -> None:
    text = operate()
    assert [name for name in env.VARIABLES if f"`{name}`" not in text] == []


def test_every_command_and_option_is_documented(parser: argparse.ArgumentParser) -> None:
    text = operate()
    assert sorted({name for name in options(parser) if name not in text}) == []


def test_commands_of_bin_are_documented() -> None:
    text = operate() + (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    names = [
        path.name for path in (ROOT / "bin").iterdir() if path.is_file() and not path.suffix and path.name[0] != "_"
    ]
    assert [name for name in names if f"bin/{name}" not in text] == []
