"""DokuWiki as Debian ships it, set up in a temporary folder beside us: php-fpm with its opcode cache, behind nginx.

`apt install dokuwiki php-fpm php-xml php-mbstring nginx-light`; nothing of the machine's own services is touched.
"""

import gzip
import html
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path

from bench.corpus import Written
from bench.load import BROWSER
from bench.machine import cpu_s
from tests.infra.postgres import free_port

PACKAGES = ("dokuwiki", "php-fpm", "php-xml", "php-mbstring", "nginx-light")
PASSWORD = "une-ruche-ouverte"
PRELOAD = "<?php define('DOKU_CONF', '{conf}/');"
LOCAL = """<?php
$conf['title'] = 'Essai'; $conf['lang'] = 'fr'; $conf['savedir'] = '{data}'; $conf['license'] = 'cc-by-sa';
$conf['useacl'] = 1; $conf['superuser'] = '@admin'; $conf['disableactions'] = 'register'; $conf['userewrite'] = 0;
$conf['gzip_output'] = 1; $conf['updatecheck'] = 0;
"""
FPM = """[global]
pid = {folder}/fpm.pid
error_log = {folder}/fpm.log
daemonize = no
[www]
user = www-data
group = www-data
listen = {folder}/fpm.sock
listen.owner = www-data
pm = static
pm.max_children = 4
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.memory_consumption] = 128
"""
NGINX = """user www-data; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 2; daemon off;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; access_log off; keepalive_requests 1000000;
  client_body_temp_path {folder}/body; fastcgi_temp_path {folder}/fastcgi; proxy_temp_path {folder}/proxy;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port}; root {root}; index doku.php;
    location ~ \\.php$ {{
      include /etc/nginx/fastcgi.conf; fastcgi_pass unix:{folder}/fpm.sock; fastcgi_keep_conn on;
    }}
  }}
}}
"""


def missing() -> list[str]:
    """What a machine lacks to run it."""
    here = {"dokuwiki": "/usr/share/dokuwiki/doku.php", "nginx-light": "/usr/sbin/nginx"}
    absent = [package for package, path in here.items() if not Path(path).exists()]
    return absent if _fpm() else [*absent, "php-fpm"]


def _fpm() -> str:
    found = sorted(Path("/usr/sbin").glob("php-fpm*"))
    return str(found[-1]) if found else ""


class DokuWiki:
    """Holds the same pages, in its own syntax, indexed; `people` are signed in, each by a cookie."""

    name = "DokuWiki"

    def __init__(self, folder: Path, people: int) -> None:
        self.folder = folder
        self.root, self.conf, self.data = folder / "wiki", folder / "conf", folder / "data"
        self.port = free_port()
        self.pages: list[str] = []
        self.people: list[tuple[str, str]] = []
        self._names = [f"lecteur{number}" for number in range(people)]
        self._titles: dict[str, str] = {}
        self._openers: list[urllib.request.OpenerDirector] = []
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, written: list[Written]) -> "DokuWiki":
        self._titles = {f"page{number:05}": one.title for number, one in enumerate(written)}
        self.pages = [self._path({"id": page}) for page in self._titles]
        self._lay({page: _in_its_syntax(one) for page, one in zip(self._titles, written, strict=True)})
        self.run([_fpm(), "--fpm-config", self._written("fpm.conf", FPM)])
        text = NGINX.format(folder=self.folder, port=self.port, root=self.root)
        self.run(["/usr/sbin/nginx", "-c", self._written("nginx.conf", text, raw=True)])
        self._wait()
        for name in self._names:
            self._sign_in(name)
        return self

    def run(self, command: list[str]) -> None:
        self._processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(timeout=20)

    def search_path(self, words: str) -> str:
        return self._path({"do": "search", "q": words})

    def found(self, words: str) -> set[str]:
        said = self.get(self.search_path(words))
        return {
            self._titles[page] for page in re.findall(r"id=(page\d{5})&", html.unescape(said)) if page in self._titles
        }

    def about_to_save(self, page: str, text: str) -> Callable[[], str]:
        form = self.get(page + "&do=edit")
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        area = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", form, re.DOTALL)
        assert area is not None
        said = html.unescape(area[1])
        fields |= {"do": "save", "wikitext": f"{said}\n\n{text}\n", "summary": "", "do[save]": "1"}
        return lambda: self._post(self._openers[0], fields)

    def _post(self, opener: urllib.request.OpenerDirector, fields: dict[str, str]) -> str:
        data = urllib.parse.urlencode(fields).encode()
        with opener.open(f"http://127.0.0.1:{self.port}/doku.php", data) as answer:
            return _text(answer)

    def get(self, path: str, by: int = 0) -> str:
        opener = self._openers[by] if self._openers else urllib.request.build_opener()
        with opener.open(f"http://127.0.0.1:{self.port}{path}") as answer:
            return _text(answer)

    def cpu_s(self) -> float:
        return sum(cpu_s(process.pid) for process in self._processes)

    def _path(self, asked: dict[str, str]) -> str:
        return "/doku.php?" + urllib.parse.urlencode(asked)

    def _lay(self, pages: dict[str, str]) -> None:
        shutil.copytree("/usr/share/dokuwiki", self.root)
        shutil.copytree("/var/lib/dokuwiki/data", self.data)
        shutil.copytree("/etc/dokuwiki", self.conf)
        (self.root / "inc" / "preload.php").write_text(PRELOAD.format(conf=self.conf))
        (self.conf / "local.php").write_text(LOCAL.format(data=self.data))
        for name, text in (("users.auth.php", self._users()), ("acl.auth.php", "* @ALL 8\n* @user 16\n")):
            (self.conf / name).unlink(missing_ok=True)
            (self.conf / name).write_text(f"# <?php exit()?>\n{text}")
        kept = self.data / "pages"
        for page, text in pages.items():
            (kept / f"{page}.txt").write_text(text, encoding="utf-8")
        account = pwd.getpwnam("www-data")
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        self.folder.chmod(0o755)
        subprocess.run(
            ["php", str(self.root / "bin" / "indexer.php"), "-q"],
            check=True, user="www-data", cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _users(self) -> str:
        command = ["php", "-r", f"echo password_hash('{PASSWORD}', PASSWORD_BCRYPT);"]
        hashed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return "".join(f"{name}:{hashed}:{name}:{name}@example.org:user\n" for name in self._names)

    def _written(self, name: str, text: str, *, raw: bool = False) -> str:
        path = self.folder / name
        path.write_text(text if raw else text.format(folder=self.folder))
        return str(path)

    def _wait(self) -> None:
        for _ in range(100):
            try:
                self.get("/doku.php")
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("DokuWiki does not answer")

    def _sign_in(self, name: str) -> None:
        cookies = CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
        opener.addheaders = list(BROWSER.items())
        with opener.open(f"http://127.0.0.1:{self.port}/doku.php?do=login") as answer:
            form = _text(answer)
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        said = self._post(opener, fields | {"do": "login", "u": name, "p": PASSWORD, "id": "start"})
        if "do=logout" not in said:
            raise RuntimeError("DokuWiki did not sign us in")
        self._openers.append(opener)
        self.people.append(("", "; ".join(f"{one.name}={one.value}" for one in cookies)))


def _text(answer: HTTPResponse) -> str:
    said = answer.read()
    return (gzip.decompress(said) if answer.headers["Content-Encoding"] == "gzip" else said).decode()


def _in_its_syntax(written: Written) -> str:
    before, after = "\n\n".join(written.before), "\n\n".join(written.after)
    parts = [f"====== {written.title} ======", "===== Ce que nous savons =====", before]
    return "\n\n".join([*parts, "===== Ce que nous ferons =====", after, ""])
