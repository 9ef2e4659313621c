"""A mind map, filled by all at the same moment."""

from pycrdt import Map, Text

from essaim.base.ids import uuid7
from essaim.base.order import between
from essaim.simulator.cast import IDEAS
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_be, must_hold, ok
from essaim.simulator.scenes.writing import at_once, opened, typed

QUESTION = "Qu’est-ce qui aide à coopérer ?"
BRANCHES = ("Les personnes", "Les moyens", "Les règles communes", "Le temps")


def mind_map(play: Play) -> str:
    """The team draws four branches; everyone hangs an idea on one, letter by letter; each is there once."""
    for title, time_of_day in (("Pause", "10:31"), ("La coopération", "10:52")):
        play.begin(title, time_of_day)
    path = play.run("mind_map", "Ce qui aide à coopérer", question=QUESTION)
    play.until(path, "BRANCHES")
    page = play.console.get(path + "console/")
    page = ok(play.console.send(page, page.form(action=path.split("/")[1])))
    drawn = page.url.removeprefix(play.console.root)
    for branch in BRANCHES:
        page = play.console.get(drawn)
        ok(play.console.send(page, page.form(action="ideas"), text=branch))
    play.until(path, "ENRICHIR")
    play.ledger.ideas += at_once(play, play.phones, lambda phone: _hang(play, phone, drawn))
    listed = play.console.file(drawn + "carte.md").decode()
    for idea in play.ledger.ideas:
        must_be(listed.count(idea), 1, f"« {idea} » on the map")
    must_hold(play.console.get(drawn), [*BRANCHES, *play.ledger.ideas], "the map")
    must_hold(play.wall.get("wall/"), [QUESTION, *BRANCHES], "the wall of the map")
    play.command(path, "close")
    play.command(path, "publish")
    return f"{len(play.ledger.ideas)} idées sur {len(BRANCHES)} branches, écrites à la fois"


async def _hang(play: Play, phone: Phone, path: str) -> str:
    """As the browser writes it: the idea under its branch, then its words."""
    idea = f"{phone.random.choice(IDEAS)} ({phone.name})"
    async with opened(phone, path) as doc:
        nodes: Map[object] = doc.get("nodes", type=Map)
        under = {key: node for key, node in nodes.items() if isinstance(node, Map)}
        branch = phone.random.choice(sorted(key for key, node in under.items() if "in:root" in node))
        last = max((node[f"in:{branch}"][1] for node in under.values() if f"in:{branch}" in node), default="")
        key = str(uuid7())
        nodes[key] = Map({"text": Text(""), f"in:{branch}": [0, between(last)]})
        await typed(play, phone, nodes[key]["text"], idea)
    return idea
