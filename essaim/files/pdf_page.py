"""The first page of the PDF on standard input, as a PNG on standard output. A program of its own, with little to spend:
run by `previews.first_page`."""

import sys
import tempfile
from pathlib import Path

MEMORY = 1 << 30
SECONDS = 6
PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("page.pdf", page: 1, width: 600pt)'


def main() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the caller's patience remains
        pass
    else:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import typst

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.pdf").write_bytes(sys.stdin.buffer.read())
        drawn = typst.compile({"main": PAGE}, format="png", root=folder, ppi=144)
    sys.stdout.buffer.write(drawn[0] if isinstance(drawn, list) else drawn)


if __name__ == "__main__":
    main()
