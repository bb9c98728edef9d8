"""Lines to real web hosts on which one operation goes wrong, for publish_faults.py.

A line stands between `kyodo publish` and a server, counts what is asked for (requests of HTTP and SFTP, commands of FTP,
pieces of 256 bytes of git's protocol), and lets the fault of the day happen: the connection is cut before an operation,
in the middle of it (half of its bytes get there) or when it is done and only the answer is lost; the server says that it
is busy or that it does not permit it; nothing moves for a while.
"""

import contextlib
import http.client
import http.server
import os
import re
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections import Counter

STALL_S = 0.4


class Fault:
    """What happens at operation `number`, or at one by name ("MOVE 3"): before, half, after (the line is cut),
    busy, refused, stall; with "kill-" before it, the publisher is killed as well."""

    def __init__(self, how="", number=0):
        self.how, self.number, self.count, self.names = how, number, 0, Counter()
        self.guard, self.happened, self.publisher = threading.Lock(), threading.Event(), None

    def next(self, name=None):
        """What is to happen to the operation that has come: nothing, mostly."""
        with self.guard:
            self.count += 1
            self.names[name] += 1
            if not self.how or self.number not in (self.count, f"{name} {self.names[name]}"):
                return ""
        what = self.how.removeprefix("kill-")
        if what == "stall":
            time.sleep(STALL_S)
        if what in ("before", "busy", "refused", "stall"):
            self.now()
        return what

    def now(self):
        """It has happened. The publisher is killed, or held still until somebody has looked (publish_faults.py)."""
        if self.happened.is_set():
            return
        if self.publisher:
            self.publisher.send_signal(9 if self.how.startswith("kill-") else 19)
        self.happened.set()


class Broken(Exception):
    pass


class Line:
    """Threads for each connection that is made to `port`."""

    def __init__(self, to_port):
        self.to_port, self.fault = to_port, Fault()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.guarded, args=(client,), daemon=True).start()

    def guarded(self, client):
        with client:
            if client.family == socket.AF_INET:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.serve(client)
            except (Broken, OSError, ValueError, http.client.HTTPException):
                pass

    def server(self):
        server = socket.create_connection(("127.0.0.1", self.to_port), timeout=60)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return server

    def stop(self):
        self.listener.close()


class PlainLine(Line):
    """Of bytes whose meaning it does not know: an operation is a piece of them, to either side."""

    PIECE = 256

    def serve(self, client):
        with self.server() as server:
            one = threading.Thread(target=self.pump, args=(server, client), daemon=True)
            one.start()
            self.pump(client, server)
            one.join()

    def pump(self, source, sink):
        try:
            while data := source.recv(self.PIECE):
                way = self.fault.next()
                sink.sendall(data[: {"before": 0, "half": len(data) // 2}.get(way, len(data))])
                if way in ("half", "after"):
                    self.fault.now()
                if way in ("before", "half", "after"):
                    source.shutdown(socket.SHUT_RDWR)
                    break
        except OSError:
            pass
        with contextlib.suppress(OSError):  # also after a reset, of which the other side hears as of an end
            sink.shutdown(socket.SHUT_WR)


class HttpLine(Line):
    """Of WebDAV and S3."""

    def serve(self, client):
        line = self

        class Answers(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self):
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                line.request(self, self.rfile.read(int(self.headers.get("Content-Length") or 0)))

            def log_message(self, *_):
                pass

        Answers(client, client.getpeername(), None)

    def request(self, asked, body):
        way = self.fault.next(asked.command)
        if way == "before":
            raise Broken
        if way in ("busy", "refused"):
            return self.answer(asked, 503 if way == "busy" else 403, {}, b"no")
        server = http.client.HTTPConnection("127.0.0.1", self.to_port, timeout=60)
        server.sock = self.server()
        server.putrequest(asked.command, asked.path, skip_host=True, skip_accept_encoding=True)
        for name, value in asked.headers.items():
            server.putheader(name, value)
        server.endheaders()
        if way == "half" and body:
            server.send(body[: len(body) // 2])
            server.close()
        else:
            server.send(body)
            answer = server.getresponse()
            data = answer.read()
            server.close()
        if way == "half" and not body:
            self.answer(asked, answer.status, answer.headers, data, len(data) // 2)
        if way in ("half", "after"):
            self.fault.now()
            raise Broken
        return self.answer(asked, answer.status, answer.headers, data)

    @staticmethod
    def answer(asked, status, headers, data, count=None):
        asked.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                asked.send_header(name, value)
        if status not in (204, 304):
            asked.send_header("Content-Length", str(len(data)))
        asked.end_headers()
        if asked.command != "HEAD":
            asked.wfile.write(data[:count])


class FtpLine(Line):
    """Ends the TLS of the client, so that it sees the commands; the server behind it is asked without."""

    # What every connection begins with is not counted.
    GREETING = ("USER", "PASS", "PBSZ", "PROT", "PWD", "TYPE", "AUTH", "QUIT", "FEAT", "SYST", "OPTS")

    def __init__(self, to_port, certificate):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate[1], certificate[0])
        super().__init__(to_port)

    def serve(self, client):
        with self.server() as server:
            replies = server.makefile("rb")
            client.sendall(self.reply(replies))
            if not client.recv(100).startswith(b"AUTH TLS"):
                raise Broken
            client.sendall(b"234 go on\r\n")
            client = self.context.wrap_socket(client, server_side=True)
            ports = {}
            with client, client.makefile("rb") as commands:
                for command in commands:
                    self.command(command, client, server, replies, ports)

    @staticmethod
    def reply(replies):
        out = b""
        while True:
            line = replies.readline()
            if not line:
                raise Broken
            out += line
            if re.match(rb"\d\d\d ", line):
                return out

    def command(self, command, client, server, replies, ports):
        verb = command.split()[0].decode().upper()
        if verb in ("PBSZ", "PROT"):
            return client.sendall(b"200 it is\r\n")
        way = "" if verb in self.GREETING else self.fault.next(verb)
        if way == "before":
            raise Broken
        if way in ("busy", "refused"):
            return client.sendall(b"451 not now\r\n" if way == "busy" else b"550 permission denied\r\n")
        server.sendall(command)
        if verb in ("STOR", "RETR", "LIST", "MLSD", "NLST") and ports:
            self.transfer(verb == "STOR", way, client, replies, ports)
        answer = self.reply(replies)
        if way in ("half", "after"):
            self.fault.now()
            raise Broken
        if verb == "EPSV":
            ports["server"] = int(answer.split(b"|||")[1].split(b"|")[0])
            ports["listener"] = socket.create_server(("127.0.0.1", 0))
            answer = b"229 Entering (|||%d|)\r\n" % ports["listener"].getsockname()[1]
        return client.sendall(answer)

    def transfer(self, sends, way, client, replies, ports):
        with ports.pop("listener") as listener:
            server = socket.create_connection(("127.0.0.1", ports.pop("server")), timeout=60)
            with server:
                started = self.reply(replies)
                if started[:1] != b"1":
                    client.sendall(started)
                    raise Broken
                client.sendall(started)
                with self.context.wrap_socket(listener.accept()[0], server_side=True) as data:
                    source, sink = (data, server) if sends else (server, data)
                    whole = b""
                    while piece := source.recv(1 << 16):
                        whole += piece
                    sink.sendall(whole[: len(whole) // 2] if way == "half" else whole)
                    if not sends and way != "half":
                        data.unwrap()


class SftpLine(Line):
    """Takes the place of ssh (`program`, to stand first in PATH), and runs ssh itself behind."""

    PROGRAM = """#!/usr/bin/python3 -IS
import os, socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect("%s")
socket.send_fds(line, ["\\0".join(sys.argv[1:]).encode()], [0, 1, 2])
for end in (0, 1, 2): os.close(end)
os._exit((line.recv(1) or b"\\xff")[0])
"""

    def __init__(self, folder, poor=False):
        self.poor, self.fault = poor, Fault()
        self.folder = folder / "bin"
        self.folder.mkdir(parents=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / "line"))
        self.listener.listen(16)
        (self.folder / "ssh").write_text(self.PROGRAM % (folder / "line"))
        (self.folder / "ssh").chmod(0o755)
        threading.Thread(target=self.listen, daemon=True).start()

    def serve(self, client):
        arguments, ends, _, _ = socket.recv_fds(client, 1 << 16, 3)
        os.close(ends[1])  # the same socket
        asker = socket.socket(fileno=ends[0])
        ssh = subprocess.Popen(["/usr/bin/ssh", *arguments.decode().split("\0")], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=ends[2])
        os.close(ends[2])
        guard, alive = threading.Lock(), [True]
        with asker:
            threading.Thread(target=self.answers, args=(ssh, asker, guard, alive), daemon=True).start()
            try:
                while (packet := self.packet(asker.recv)) and self.ask(packet, ssh, asker, guard, alive):
                    pass
            finally:
                with guard:
                    cut, alive[0] = not alive[0], False
                try:
                    ssh.stdin.close()  # what the server has got it does
                except OSError:
                    pass
                ssh.wait()
                if cut:
                    self.fault.now()
        client.send(b"\xff" if cut else bytes([ssh.returncode & 255]))

    @staticmethod
    def packet(read):
        def whole(count):
            out = b""
            while len(out) < count:
                part = read(count - len(out))
                if not part:
                    return None
                out += part
            return out

        head = whole(4)
        return head and whole(struct.unpack(">I", head)[0])

    @staticmethod
    def framed(packet):
        return struct.pack(">I", len(packet)) + packet

    def answers(self, ssh, asker, guard, alive):
        try:
            while packet := self.packet(ssh.stdout.read):
                if self.poor and packet[0] == 2:
                    packet = packet[:5]  # no extensions
                with guard:
                    if alive[0]:
                        asker.sendall(self.framed(packet))
            if alive[0]:
                asker.shutdown(socket.SHUT_RDWR)  # ssh has ended by itself
        except (OSError, ValueError):
            pass

    def ask(self, packet, ssh, asker, guard, alive):
        """Whether the line goes on."""
        way = self.fault.next("RMDIR" if packet[0] == 15 else None) if packet[0] != 1 else ""  # INIT
        if way in ("busy", "refused"):
            words = b"\0\0\0\0\0\0\0\0"
            with guard:
                asker.sendall(self.framed(b"\x65" + packet[1:5] + struct.pack(">I", 4 if way == "busy" else 3) + words))
            return True
        data = self.framed(packet)
        if way == "half" and packet[0] == 6:  # half of what was to be written
            at = 9 + struct.unpack(">I", packet[5:9])[0] + 8
            data = self.framed(packet[:at] + self.framed(packet[at + 4 :][: (len(packet) - at - 4) // 2]))
        elif way == "half":
            data = data[: len(data) // 2]
        if way in ("before", "half", "after"):
            with guard:
                alive[0] = False
        if way != "before":
            ssh.stdin.write(data)
            ssh.stdin.flush()
        return alive[0]
