"""Once published, the report is on every home page, and the first thing to do in the memory."""

from essaim.report.actions import publish
from essaim.spaces import phases


def test_home_leads_to_the_report(now, space, amina, bruno, client_for):
    phone = client_for(bruno)
    phases.go_to(space, "memory", by=amina)
    assert "Lire le bilan" not in phone.get("").content.decode()
    publish(space, by=amina)
    home = phone.get("").content.decode()
    assert 'class="button is-wide" href="report/1/">Lire le bilan' in home
    assert "Version 1, page et PDF" in home
