"""What a figure was measured on, and how it is printed."""

import os
import platform
import statistics
from pathlib import Path


def machine() -> str:
    """One line: processor, cores, memory, system, Python."""
    info = Path("/proc/cpuinfo")
    models = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count() or 1
    name = models[0] if models else platform.machine()
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{name}, {cores} cores, {memory:.0f} GB, {system}"


def cpu_s(process: int) -> float:
    """Seconds of processor of a process, of those it started, and of theirs; with what ended and was waited for."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_s(int(child)) for child in children)


def spread(figures: list[float], unit: str, digits: int = 1) -> str:
    """« n=5, median 1.2 s, from 1.1 to 1.5 »."""
    low, middle, high = (f"{one:.{digits}f}" for one in (min(figures), statistics.median(figures), max(figures)))
    return f"n={len(figures)}, median {middle} {unit}, from {low} to {high}"


def percentile(figures: list[float], share: float) -> float:
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def told(what: str, said: str, *, aim: str, holds: bool) -> bool:
    print(f"{'✓' if holds else '✗'} {what}: {said} (aim: {aim})", flush=True)
    return holds
