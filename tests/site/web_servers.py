"""Real web hosts on 127.0.0.1 for tests: nginx with DAV, proftpd with TLS, and an S3 server that recomputes signatures.

Each has `root`, the folder on the disk that it serves, `address`, what site.yaml names it by, and `options`, more keys of
the target. What makes connections break stands before them: fault_lines.py.
"""

import hashlib
import hmac
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path
from xml.sax.saxutils import escape

USER, PASSWORD = "staff", "s3cret-w0rd"
KEY_ID, KEY = "AKIDKYODOEXAMPLE", "wJalr/s3cret-w0rd/EXAMPLEKEY"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"{process.args[0]} did not start")


# In the environment of whoever publishes.
SECRETS = {"KYODO_PASSWORD": PASSWORD, "AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": KEY}


class Authority:
    """Makes certificates."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.key, self.ca = folder / "ca.key", folder / "ca.pem"
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.key, "-out", self.ca, "-days", "9", "-subj", "/CN=authority")

    @staticmethod
    def openssl(*arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)

    def certificate(self, name="good", address="127.0.0.1", days=5, own=False):
        key, pem, request, extension = (self.folder / f"{name}.{end}" for end in ("key", "pem", "csr", "ext"))
        extension.write_text(f"subjectAltName=IP:{address},DNS:localhost,DNS:city.localhost\n" if address == "127.0.0.1" else f"subjectAltName=IP:{address}\n")
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", f"/CN={name}")
        by = ["-signkey", key] if own else ["-CA", self.ca, "-CAkey", self.key, "-CAcreateserial"]
        self.openssl("x509", "-req", "-in", request, "-out", pem, "-days", days, "-extfile", extension, *by)
        if not days:
            time.sleep(1.1)  # It ends as it begins, and seconds are the unit. (OpenSSL 3.5 makes none that has ended.)
        return key, pem


class Program:
    """A server that is a program of its own."""

    def start(self, *command):
        self.process = subprocess.Popen([str(one) for one in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port, self.process)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class NginxDav(Program):
    def __init__(self, folder, certificate=None):
        folder.mkdir(parents=True, exist_ok=True)
        self.root, self.port = folder / "root", free_port()
        self.root.mkdir(exist_ok=True)
        tls = f"ssl_certificate {certificate[1]}; ssl_certificate_key {certificate[0]};" if certificate else ""
        users = folder / "users"
        digest = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], capture_output=True, text=True, check=True).stdout
        users.write_text(f"{USER}:{digest}")
        module = "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so"
        temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        owner = "user root;" if os.getuid() == 0 else ""
        (folder / "nginx.conf").write_text(f"""
{owner} load_module {module}; daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 128; }}
http {{ access_log {folder}/access.log; {temporary}
  server {{ listen 127.0.0.1:{self.port}{' ssl' if certificate else ''}; {tls} root {self.root}; client_max_body_size 100m;
    location / {{ dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; create_full_put_path off;
      auth_basic x; auth_basic_user_file {users}; }} }} }}
""")
        self.address = f"{'davs' if certificate else 'dav'}://{USER}@127.0.0.1:{self.port}"
        self.folder, self.options = folder, {}
        self.start(shutil.which("nginx") or "/usr/sbin/nginx", "-c", folder / "nginx.conf", "-p", folder)

    def asked(self):
        log = self.folder / "access.log"
        return log.read_text() if log.exists() else ""


class Proftpd(Program):
    """Without a certificate it speaks no TLS: a line that does stands before it (fault_lines.py)."""

    def __init__(self, folder, certificate, implicit=False, overwrites=True, demands_reuse=True):
        folder.mkdir(parents=True, exist_ok=True)
        self.root, self.port, self.folder = folder / "root", free_port(), folder
        self.root.mkdir(exist_ok=True)
        users = folder / "users"
        digest = subprocess.run(["openssl", "passwd", "-5", PASSWORD], capture_output=True, text=True, check=True).stdout.strip()
        users.write_text(f"{USER}:{digest}:{os.getuid()}:{os.getgid()}::{self.root}:/bin/sh\n")
        users.chmod(0o600)
        tls = f"""TLSEngine on
TLSRequired on
TLSLog {folder}/tls.log
TLSRSACertificateFile {certificate[1]}
TLSRSACertificateKeyFile {certificate[0]}
{'TLSOptions UseImplicitSSL' if implicit else '' if demands_reuse else 'TLSOptions NoSessionReuseRequired'}
""" if certificate else ""
        (folder / "proftpd.conf").write_text(f"""
LoadModule mod_tls.c
<IfModule !mod_xfer.c>
LoadModule mod_xfer.c
</IfModule>
<IfModule !mod_ls.c>
LoadModule mod_ls.c
</IfModule>
ServerType standalone
DefaultServer on
DefaultAddress 127.0.0.1
Port {self.port}
UseIPv6 off
UseReverseDNS off
User root
Group root
PidFile {folder}/pid
ScoreboardFile {folder}/scoreboard
<IfModule mod_delay.c>
DelayTable {folder}/delay
DelayEngine off
</IfModule>
SystemLog {folder}/system.log
TransferLog none
WtmpLog off
AuthOrder mod_auth_file.c
AuthUserFile {users}
RequireValidShell off
RootLogin on
DefaultRoot ~
AllowOverwrite {'on' if overwrites else 'off'}
{tls}
ExtendedLog {folder}/commands.log ALL
""")
        self.address = f"{'ftps' if implicit else 'ftpes'}://{USER}@127.0.0.1:{self.port}"
        self.options = {}
        self.start(shutil.which("proftpd") or "/usr/sbin/proftpd", "-n", "-q", "-c", folder / "proftpd.conf")

    def asked(self):
        log = self.folder / "commands.log"
        return log.read_text() if log.exists() else ""


def encode(text, safe=""):
    return urllib.parse.quote(text, safe=safe + "-._~")


def signature(method, path, query, headers, names, body_hash, time_text, region):
    """As the specification says it, of what came."""
    canonical_query = "&".join(f"{encode(key)}={encode(value)}" for key, value in sorted(query))
    canonical = "\n".join([method, encode(path, "/"), canonical_query,
                           "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in names), ";".join(names), body_hash])
    scope = f"{time_text[:8]}/{region}/s3/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{time_text}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = b"AWS4" + KEY.encode()
    for part in (time_text[:8], region, "s3", "aws4_request", text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()


class S3Server(http.server.ThreadingHTTPServer):
    """Keeps objects as files below `root`, and their headers in memory. Refuses what is not signed just so."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder, certificate=None, bucket="city", style="path", region="ap-northeast-1", skew_s=0):
        folder.mkdir(parents=True, exist_ok=True)
        self.root, self.bucket, self.style, self.region, self.skew_s = folder / "root", bucket, style, region, skew_s
        self.root.mkdir(exist_ok=True)
        self.kept, self.log, self.guard, self.page = {}, [], threading.Lock(), 50
        self.trusts = False  # whatever the signature
        super().__init__(("127.0.0.1", 0), S3Answers)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate[1], certificate[0])
            self.socket = context.wrap_socket(self.socket, server_side=True)
        name = "localhost" if style == "host" else "127.0.0.1"
        self.port = self.server_port
        self.name = f"{name}:{self.port}"
        self.address = f"s3://{bucket}/site"
        self.options = {"endpoint": f"http{'s' if certificate else ''}://{self.name}", "region": region, "style": style}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass

    def stop(self):
        self.shutdown()
        self.server_close()

    def asked(self):
        return "\n".join(self.log)


class S3Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def refuse(self, status, code, headers=()):
        self.reply(status, f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>".encode(), headers)

    def reply(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def date_time_string(self, timestamp=None):
        return super().date_time_string((timestamp or time.time()) + self.server.skew_s)

    def wrong(self, path, query, body):
        """Why the request is refused; none: it is signed as it should be."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        scheme, _, rest = headers.get("authorization", "").partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
        if scheme != "AWS4-HMAC-SHA256" or not parts:
            return "AccessDenied"
        if parts["Credential"].split("/")[0] != KEY_ID:
            return "InvalidAccessKeyId"
        names = parts["SignedHeaders"].split(";")
        sent = {name for name in headers if name.startswith("x-amz-")} | {"host"}
        if names != sorted(names) or not sent <= set(names) or headers["x-amz-content-sha256"] != hashlib.sha256(body).hexdigest():
            return "SignatureDoesNotMatch"
        moment = time.strptime(headers["x-amz-date"], "%Y%m%dT%H%M%SZ")
        import calendar
        if abs(calendar.timegm(moment) - time.time() - self.server.skew_s) > 900:
            return "RequestTimeTooSkewed"
        raw = self.path.split("?")[0]
        if raw != encode(path, "/"):
            return "SignatureDoesNotMatch"
        right = signature(self.command, path, query, headers, names, headers["x-amz-content-sha256"], headers["x-amz-date"], self.server.region)
        return None if hmac.compare_digest(right, parts["Signature"]) else "SignatureDoesNotMatch"

    def answer(self):
        server = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urllib.parse.urlsplit(self.path)
        path, query = urllib.parse.unquote(url.path), urllib.parse.parse_qsl(url.query, keep_blank_values=True)
        with server.guard:
            server.log.append(f"{self.command} {path}")
        if not server.trusts and (code := self.wrong(path, query, body)) is not None:
            return self.refuse(403, code)
        if server.style == "host":
            if self.headers["Host"] != f"{server.bucket}.{server.name}":
                return self.refuse(404, "NoSuchBucket")
            key = path[1:]
        else:
            bucket, _, key = path[1:].partition("/")
            if bucket != server.bucket:
                return self.refuse(404, "NoSuchBucket")
        with server.guard:
            self.do(key, dict(query), body)

    def do(self, key, query, body):
        server, file = self.server, self.server.root / key
        if not key:
            return self.list(query)
        if self.command == "PUT":
            if self.headers.get("If-None-Match") == "*" and file.is_file():
                return self.refuse(412, "PreconditionFailed")
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = server.root / f"beside-{threading.get_ident()}"
            try:
                beside.write_bytes(body)  # all of it or nothing
                beside.rename(file)
            except OSError:
                beside.unlink(missing_ok=True)
                return self.refuse(507, "InsufficientStorage")
            server.kept[key] = {name: self.headers.get(name) for name in ("Content-Type", "Cache-Control", "Content-Encoding") if self.headers.get(name)}
            return self.reply(200)
        if self.command == "DELETE":
            if file.is_file():
                file.unlink()
            server.kept.pop(key, None)
            return self.reply(204)
        if not file.is_file():
            return self.refuse(404, "NoSuchKey")
        self.reply(200, file.read_bytes(), list(server.kept.get(key, {}).items()))

    def list(self, query):
        prefix, delimiter, after = query.get("prefix", ""), query.get("delimiter", ""), query.get("continuation-token", "")
        keys = sorted(path.relative_to(self.server.root).as_posix() for path in self.server.root.rglob("*") if path.is_file())
        found = {}
        for key in keys:
            if key.startswith(prefix):
                end = key.find(delimiter, len(prefix)) if delimiter else -1
                found[key if end < 0 else key[: end + 1]] = end >= 0
        rest = [one for one in sorted(found) if one > after]
        page, more = rest[: self.server.page], len(rest) > self.server.page
        text = "".join(f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" if found[one] else
                       f"<Contents><Key>{escape(one)}</Key><Size>{(self.server.root / one).stat().st_size}</Size></Contents>" for one in page)
        token = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        self.reply(200, f'<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Prefix>{escape(prefix)}</Prefix>{text}{token}</ListBucketResult>'.encode())

    do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = answer

    def log_message(self, *_):
        pass
