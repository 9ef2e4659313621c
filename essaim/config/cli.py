"""The command line: `essaim --help` is the tour."""

import argparse
import os
import sys
from pathlib import Path

TOUR = """\
Essaim, un accompagnement collectif entier dans un seul programme.
(A whole collective accompaniment in one program. Documentation: docs/operate.md)

  essaim demo           an accompaniment ready to visit: three links, kept between two starts
  essaim demo --play    24 people live it before your eyes, and the report is written
  essaim serve          the same program for real use; the first page asks for the token printed here
  essaim backup FILE    save everything in one file, while it serves
  essaim restore FILE   put it back, here or on another machine
  essaim trame FILE     check a trame, line by line
  essaim check          check this installation: settings, database, fonts
  essaim manage …       Django's own commands (migrate, shell, dbshell…)
"""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="essaim", description=TOUR, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    _demo(commands.add_parser("demo", help="serve the demonstration space"))
    _serve(commands.add_parser("serve", help="serve for real use"))
    _saving(commands.add_parser("backup", help="save everything in one file"), "the file to write")
    _saving(commands.add_parser("restore", help="put a backup back"), "the file that essaim backup wrote")
    trame = commands.add_parser("trame", help="check a trame file")
    trame.add_argument("file", type=Path)
    commands.add_parser("check", help="check this installation")
    manage = commands.add_parser("manage", help="Django's own commands")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help()
        return 0
    if getattr(args, "data", None):
        os.environ["ESSAIM_DATA"] = str(args.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
    # The settings are read when these are imported: only now is the data folder known.
    from essaim.config import commands as run

    return run.run(args)


def _demo(parser: argparse.ArgumentParser) -> None:
    _common(parser, port=8000, data=Path(".essaim/demo"))
    parser.add_argument("--reset", action="store_true", help="start again from an empty space")
    parser.add_argument("--play", action="store_true", help="24 simulated people live the whole accompaniment")
    parser.add_argument("--fast", action="store_true", help="with --play: in under a minute")
    parser.add_argument("--chaos", action="store_true", help="with --play: cut networks, kill and restart the server")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="with --play: people, words and votes (default: 1)"
    )
    parser.add_argument("--people", type=int, default=24, metavar="N", help="with --play: how many (default: 24)")


def _serve(parser: argparse.ArgumentParser) -> None:
    _common(parser, port=8000, data=None)


def _saving(parser: argparse.ArgumentParser, said: str) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=said)
    _data(parser, None)


def _common(parser: argparse.ArgumentParser, *, port: int, data: Path | None) -> None:
    parser.add_argument(
        "--port", type=int, default=port, metavar="N", help=f"port to listen on (default: {port}; 0: any free)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1; 0.0.0.0: the whole hall)"
    )
    _data(parser, data)


def _data(parser: argparse.ArgumentParser, data: Path | None) -> None:
    parser.add_argument(
        "--data", type=Path, default=data, metavar="DIR", help=f"data folder (default: {data or './data'})"
    )


if __name__ == "__main__":
    sys.exit(main())
