"""Writing together, side by side: the product and the rivals in one run, each case with the same crowd.

.venv/bin/python -m bench.writing [case…] [--servers essaim,hocuspocus] [--times N] [--seconds S] [--json FILE]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

from bench.machine import machine
from bench.writing.cases import CASES, Case, Seen
from bench.writing.servers import CROWD_CORE, SERVERS, Absent, Server, Workshop, started, versions

SECONDS = 8.0
DRAIN_S = 6.0
# What a case may last, whatever happens.
PATIENCE_S = 60.0
KILL_AFTER_S = 6.0


def main() -> int:
    names = [case.name for case in CASES]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="case", help=", ".join(names))
    parser.add_argument("--servers", default=",".join(SERVERS), help="default: %(default)s")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long they type (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="also write every run there")
    args = parser.parse_args()
    if unknown := [name for name in args.cases if name not in names]:
        parser.error(f"no such case: {', '.join(unknown)}; there are {', '.join(names)}")
    print(machine())
    with tempfile.TemporaryDirectory(prefix="essaim-writing-") as folder:
        workshop = Workshop(Path(folder))
        kinds = [SERVERS[name] for name in args.servers.split(",") if _is_here(name, workshop)]
        runs: list[dict[str, object]] = []
        held = [
            _compare(case, kinds, workshop, args, runs) for case in CASES if not args.cases or case.name in args.cases
        ]
        if args.json:
            args.json.write_text(json.dumps({"machine": machine(), "runs": runs}, indent=1))
    return 0 if all(held) else 1


def _is_here(name: str, workshop: Workshop) -> bool:
    try:
        SERVERS[name](workshop, workshop.folder).install()
    except Absent as reason:
        print(f"  {name} is not compared: {reason}")
        return False
    print(f"  {name}: {versions(name)}")
    return True


def _compare(
    case: Case, kinds: list[type[Server]], workshop: Workshop, args: argparse.Namespace, runs: list[dict[str, object]]
) -> bool:
    print(f"\n{case.title} (aim: {case.aim})", flush=True)
    ours: list[Seen] = []
    medians: dict[str, float] = {}
    for kind in kinds:
        if case.ours_only and kind.name != "essaim":
            continue
        once = _best if case.more else _run
        seen = [once(case, kind, workshop, args) for _time in range(args.times)]
        runs.extend({"case": case.name, "server": kind.name, **asdict(one)} for one in seen)
        figures = [case.figure(one) for one in seen]
        medians[kind.name] = statistics.median(figures)
        spread = f" · {min(figures):g}–{max(figures):g} {case.unit}, n={len(figures)}" if args.times > 1 else ""
        print(f"  {kind.name:17} {_told(case, seen[len(seen) // 2])}{spread}", flush=True)
        if kind.name == "essaim":
            ours = seen
    if not ours:
        return True
    for name, figure in medians.items():
        if name != "essaim" and medians["essaim"] > 0 and figure > 0:
            print(f"  {name} / essaim: {figure / medians['essaim']:.2f} ({case.unit})")
    holds = _limit_holds(ours) if case.more else all(case.holds(one) for one in ours)
    print(f"{'✓' if holds else '✗'} {case.title}: aim {case.aim}", flush=True)
    return holds


def _limit_holds(ours: list[Seen]) -> bool:
    return min(int(one.note.split()[0]) for one in ours) > 1000


def _told(case: Case, seen: Seen) -> str:
    if case.name == "open":
        first = f"last synced {seen.synced_s:.3f} s, last cursor known {seen.cursors_s:.3f} s"
    elif case.name == "cold":
        first = f"synced {seen.synced_s:.3f} s"
    elif case.is_kill:
        first = f"{seen.letters} letters, {seen.lost} lost, {seen.lost_s:.2f} s lost"
    else:
        p50, p95, p99 = (f"{one:.1f}" if one >= 0 else "inf" for one in (seen.p50, seen.p95, seen.p99))
        first = f"p50 {p50} p95 {p95} p99 {p99} ms"
        if seen.ack_p95:
            first += f", saved p95 {seen.ack_p95:.1f} ms"
    last = f"CPU {seen.cpu:.0f} %, RSS {seen.rss:.0f} MB (+{seen.grown:.0f})"
    if seen.frames:
        last += f", {seen.frames / 1000:.1f}k frames/s"
    if seen.delivered < 1:
        last += f", {seen.delivered:.1%} delivered"
    if seen.busy > 0.8 or seen.lag > 20:
        last += f" [crowd {seen.busy:.0%}, late by {seen.lag:.0f} ms]"
    return f"{first} | {last}{' | ' + seen.note if seen.note else ''}"


def _best(case: Case, kind: type[Server], workshop: Workshop, args: argparse.Namespace) -> Seen:
    """The last run within the limit, with more and more people."""
    last = Seen(note="0 people")
    for people in case.more:
        seen = _run(replace(case, people=people), kind, workshop, args)
        print(f"    {kind.name:15} {people:5} people: {_told(case, seen)}", flush=True)
        if not case.holds(seen) or seen.delivered < 1:
            break
        last = replace(seen, note=f"{people} people")
    return last


def _run(case: Case, kind: type[Server], workshop: Workshop, args: argparse.Namespace) -> Seen:
    with started(kind, workshop) as server:
        try:
            return _measure(case, server, args.seconds)
        except Exception as error:
            log = (server.folder / "log").read_text(errors="replace")[-1500:]
            return Seen(p50=-1, p95=-1, p99=-1, synced_s=-1, delivered=0, lost=-1, note=f"failed: {error} {log}")


def _measure(case: Case, server: Server, seconds: float) -> Seen:
    words = {
        "port": server.port,
        "framing": server.framing,
        "seconds": seconds,
        "drain": DRAIN_S,
        **case.words,
    }
    command = ["taskset", "-c", CROWD_CORE, str(server.workshop.crowd), *(f"{k}={v}" for k, v in words.items())]
    idle = server.rss_mb()
    crowd = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert crowd.stdin and crowd.stdout
    told: dict[str, dict[str, float]] = {}
    deadline = time.monotonic() + PATIENCE_S
    cpu = began = took = rss = 0.0
    try:
        for line in _people(case, server):
            crowd.stdin.write(line)
        crowd.stdin.write("\n")
        crowd.stdin.flush()
        for line in crowd.stdout:
            word, _space, rest = line.strip().partition(" ")
            told[word] = json.loads(rest) if rest else {}
            if word == "come" and told[word]["synced"] < told[word]["people"]:
                raise RuntimeError(f"only {told[word]['synced']} came in")
            if word == "come":
                rss = server.rss_mb()
            if word == "typing":
                cpu, began = server.cpu_s(), time.monotonic()
                if case.is_kill:
                    time.sleep(KILL_AFTER_S)
                    cpu, took = server.cpu_s() - cpu, time.monotonic() - began
                    rss = server.rss_mb()
                    server.kill()
            if word == "typed" and not case.is_kill:
                cpu, took = server.cpu_s() - cpu, time.monotonic() - began
                rss = max(rss, server.rss_mb())
            if word == "heard" and case.is_kill:
                server.start()
                crowd.stdin.write(f"{server.port}\n")
                crowd.stdin.flush()
            if time.monotonic() > deadline:
                raise RuntimeError("it takes too long")
        if crowd.wait(5):
            raise RuntimeError(f"the crowd ended with {crowd.returncode}")
    finally:
        if crowd.poll() is None:
            crowd.kill()
        crowd.wait()
        crowd.stdin.close()
        crowd.stdout.close()
    return _seen(case, told, cpu / took * 100 if took else 0, rss, rss - idle)


def _seen(case: Case, told: dict[str, dict[str, float]], cpu: float, rss: float, grown: float) -> Seen:
    come, typed, heard, kept = (told.get(word, {}) for word in ("come", "typed", "heard", "kept"))
    strange = [f"{heard[name]} {name}" for name in ("refused", "nonsense", "closed") if heard.get(name)]
    return Seen(
        p50=heard.get("p50", 0),
        p95=heard.get("p95", 0),
        p99=heard.get("p99", 0),
        cpu=cpu,
        rss=rss,
        grown=grown,
        frames=typed.get("frames_in", 0) / typed.get("seconds", 1),
        delivered=1 if case.is_kill else heard.get("delivered", 1) / max(1, heard.get("expected", 1)) if heard else 1,
        synced_s=come["last_s"],
        cursors_s=come["cursors_s"],
        lost=int(kept.get("lost", 0)),
        lost_s=kept.get("lost_s", 0),
        ack_p95=heard.get("ack_p95", 0),
        letters=int(typed.get("letters", 0)),
        busy=typed.get("busy", 0),
        lag=typed.get("lag_p99_ms", 0),
        note="" if case.is_kill else ", ".join(strange),
    )


def _people(case: Case, server: Server) -> list[str]:
    writers = case.people if case.writers is None else case.writers
    lines = []
    for document in range(case.groups):
        for number in range(case.people):
            name, path, token = server.person(case.what, document, document * case.people + number)
            lines.append(f"{name} {path} {token} {int(number < writers)}\n")
    return lines


if __name__ == "__main__":
    sys.exit(main())
