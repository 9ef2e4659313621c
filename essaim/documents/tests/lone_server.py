"""A server of one document in a process of its own, for tests that kill it: `python -m … <folder> <port>`.

Prints a line `<document> <pass>` once the document is there, then serves until it is killed.
"""

import os
import sys

FOLDER, PORT = sys.argv[1], int(sys.argv[2])
os.environ["ESSAIM_DATA"] = FOLDER
os.environ["DATABASE_URL"] = ""
os.environ["DJANGO_SETTINGS_MODULE"] = "essaim.config.settings"

import django  # noqa: E402

django.setup()

import uvicorn  # noqa: E402
from django.core.management import call_command  # noqa: E402

from essaim.documents import api  # noqa: E402
from essaim.documents.models import Document  # noqa: E402
from essaim.documents.tests.conftest import application, make_member, make_space  # noqa: E402
from essaim.documents.wire import Wire  # noqa: E402
from essaim.spaces.changes import change  # noqa: E402

call_command("migrate", verbosity=0)
document = Document.objects.select_related("space").first()
if document is None:
    space = make_space()
    make_member(space, "Amina")
    with change(space) as journal:
        document = api.create(journal, space, "page", "Page")
print(document.pk, api.token(document, document.space.members.get(), True), flush=True)
uvicorn.run(application, port=PORT, log_level="warning", ws=Wire, ws_per_message_deflate=False)
