"""DokuWiki as Debian ships it, set up in a temporary folder beside us: php-fpm with its opcode cache, behind nginx.

`apt install dokuwiki php-fpm php-xml php-mbstring nginx-light`; nothing of the machine's own services is touched.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterable
from http.cookiejar import CookieJar
from pathlib import Path

from tests.infra.postgres import free_port

PACKAGES = ("dokuwiki", "php-fpm", "php-xml", "php-mbstring", "nginx-light")
NAME, PASSWORD = "amina", "une-ruche-ouverte"
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
    """Holds `pages` (id, text in its own syntax), indexed; signed in as one person by `cookie`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root, self.conf, self.data = folder / "wiki", folder / "conf", folder / "data"
        self.port = free_port()
        self.cookie = ""
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, pages: Iterable[tuple[str, str]]) -> "DokuWiki":
        self._lay(pages)
        self.run([_fpm(), "--fpm-config", self._written("fpm.conf", FPM)])
        text = NGINX.format(folder=self.folder, port=self.port, root=self.root)
        self.run(["/usr/sbin/nginx", "-c", self._written("nginx.conf", text, raw=True)])
        self._wait()
        self._sign_in()
        return self

    def run(self, command: list[str]) -> None:
        self._processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(timeout=20)

    def path(self, page: str) -> str:
        return "/doku.php?" + urllib.parse.urlencode({"id": page})

    def search_path(self, words: str) -> str:
        return "/doku.php?" + urllib.parse.urlencode({"do": "search", "q": words})

    def get(self, path: str) -> str:
        with self._opener.open(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.read().decode()

    def save(self, page: str, text: str) -> str:
        """Save a page as its form does, and give the page that is then shown."""
        form = self.get(self.path(page) + "&do=edit")
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        fields |= {"do": "save", "wikitext": text, "summary": "", "id": page, "do[save]": "1"}
        data = urllib.parse.urlencode(fields).encode()
        with self._opener.open(f"http://127.0.0.1:{self.port}/doku.php", data) as answer:
            return answer.read().decode()

    def _lay(self, pages: Iterable[tuple[str, str]]) -> None:
        shutil.copytree("/usr/share/dokuwiki", self.root)
        shutil.copytree("/var/lib/dokuwiki/data", self.data)
        shutil.copytree("/etc/dokuwiki", self.conf)
        (self.root / "inc" / "preload.php").write_text(PRELOAD.format(conf=self.conf))
        (self.conf / "local.php").write_text(LOCAL.format(data=self.data))
        for name, text in (("users.auth.php", self._user()), ("acl.auth.php", "* @ALL 8\n* @user 16\n")):
            (self.conf / name).unlink(missing_ok=True)
            (self.conf / name).write_text(f"# <?php exit()?>\n{text}")
        kept = self.data / "pages"
        for page, text in pages:
            (kept / f"{page}.txt").write_text(text, encoding="utf-8")
        account = pwd.getpwnam("www-data")
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        self.folder.chmod(0o755)
        subprocess.run(
            ["php", str(self.root / "bin" / "indexer.php"), "-q"],
            check=True, user="www-data", cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _user(self) -> str:
        hashed = subprocess.run(
            ["php", "-r", f"echo password_hash('{PASSWORD}', PASSWORD_BCRYPT);"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        return f"{NAME}:{hashed}:Amina:amina@example.org:user\n"

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

    def _sign_in(self) -> None:
        form = self.get("/doku.php?do=login")
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        data = urllib.parse.urlencode(fields | {"do": "login", "u": NAME, "p": PASSWORD, "id": "start"}).encode()
        self._opener.open(f"http://127.0.0.1:{self.port}/doku.php", data).read()
        self.cookie = "; ".join(f"{one.name}={one.value}" for one in self._cookies)
        if "do=logout" not in self.get("/doku.php"):
            raise RuntimeError("DokuWiki did not sign us in")
