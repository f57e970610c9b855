"""A RabbitMQ of our own on free ports: started, stopped, killed, frozen, and joined with others to a cluster."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import uuid4

from tests.servers.processes import end, free_port, launch, state, wait_until

LOCAL = "amqp://guest:guest@127.0.0.1:5672/%2F"
LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1}"
# Erlang threads that wait a little before they sleep start a node three times faster on virtual machines.
AWAKE = "+S 2:2 +sbwt medium +sbwtdio medium"
VHOSTS = 8
"""Virtual hosts made by one command."""
ADD = """ok = rabbit_vhost:add(Name, <<"tests">>), All = <<".*">>,
    ok = rabbit_auth_backend_internal:set_permissions(<<"{user}">>, Name, All, All, All, <<"tests">>)"""
DELETE = """rabbit_vhost:delete(Name, <<"tests">>)"""
CONFIG = "listeners.tcp.local = 127.0.0.1:{port}\ndisk_free_limit.absolute = 50MB\nlog.file.level = warning\n"


def program(name: str) -> str | None:
    """The path of RabbitMQ's own script, not Debian's wrapper, which always works on the machine's own broker."""
    own = Path("/usr/lib/rabbitmq/bin") / name
    return str(own) if own.exists() else shutil.which(name)


def is_available() -> bool:
    """Whether a broker of our own can be started or the machine's broker can be used."""
    return program("rabbitmq-server") is not None or local_broker() is not None


class Broker:
    """A broker somebody else runs: its URL, and the `rabbitmqctl` command that administers it."""

    def __init__(self, url: str, control: list[str], env: dict[str, str] | None = None) -> None:
        self.url, self._control, self._env = url, control, env
        self._spare, self._made = list[str](), list[str]()

    def control(self, *arguments: str) -> str:
        """Run one `rabbitmqctl` command and answer what it prints; it takes about a second."""
        command = [*self._control, "-q", *arguments]
        done = subprocess.run(command, env=self._env, capture_output=True, text=True, timeout=90)
        if done.returncode:
            raise RuntimeError(f"rabbitmqctl {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def fresh_vhost(self) -> str:
        """The URL of an empty virtual host with all rights for the URL's user; it stays until ``forget_vhosts``."""
        parts = urlsplit(self.url)
        if not self._spare:
            self._spare = [f"ssip-test-{uuid4().hex}" for _ in range(VHOSTS)]
            self._made += self._spare
            self._for_each(self._spare, ADD.format(user=parts.username or "guest"))
        return urlunsplit(parts._replace(path="/" + quote(self._spare.pop(), safe="")))

    def forget_vhosts(self) -> None:
        """Delete every virtual host that ``fresh_vhost`` made."""
        if self._made:
            self._for_each(self._made, DELETE)
            self._made, self._spare = [], []

    def _for_each(self, vhosts: list[str], erlang: str) -> None:
        """Do the same with many virtual hosts by one command, for it is the command that takes long."""
        names = ", ".join(f'<<"{name}">>' for name in vhosts)
        self.control("eval", f"lists:foreach(fun(Name) -> {erlang} end, [{names}]).")


def given_broker(url: str) -> Broker:
    """The broker named by SSIP_TEST_RABBITMQ; SSIP_TEST_RABBITMQCTL may say how to administer it."""
    return Broker(url, shlex.split(os.environ.get("SSIP_TEST_RABBITMQCTL", "rabbitmqctl")))


def local_broker() -> Broker | None:
    """The machine's own broker, if guest may enter and we may administer it."""
    if not answers(LOCAL) or shutil.which("rabbitmqctl") is None:
        return None
    broker = Broker(LOCAL, ["rabbitmqctl"])
    with contextlib.suppress(RuntimeError, subprocess.TimeoutExpired):
        broker.control("list_vhosts")
        return broker
    return None


def answers(url: str) -> bool:
    """Whether a broker greets at this URL; it opens its door last of all, so a greeting means it is ready."""
    parts = urlsplit(url)
    address = (str(parts.hostname), parts.port or 5672)
    with contextlib.suppress(OSError), socket.create_connection(address, timeout=2) as door:
        door.sendall(b"AMQP\0\0\x09\x01")
        return door.recv(1) == b"\x01"  # a method frame: connection.start
    return False


class PrivateRabbit(Broker):
    """One broker with its own folder, port and name server, which a test may stop, kill and freeze as it likes.

    `more_config` is added to its rabbitmq.conf at the next start.
    """

    def __init__(self, home: Path, first: PrivateRabbit | None = None) -> None:
        """`first` is the node this one shall share name server and cookie with, for a cluster."""
        self.home, self.port, self.dist_port = home, free_port(), free_port()
        self.epmd_port: int = first.epmd_port if first else free_port()
        self.cookie_home: Path = first.cookie_home if first else home
        self.node = f"ssip{self.port}@localhost"
        self.pid: int | None = None
        self.more_config = ""
        self._epmd: int | None = None
        env = self._environment()
        super().__init__(f"amqp://guest:guest@127.0.0.1:{self.port}/%2F", [str(program("rabbitmqctl"))], env)

    def start(self) -> Self:
        """Start the node and return when it lets people in."""
        self._furnish()
        if self.cookie_home == self.home and self._epmd is None:
            command = [str(epmd()), "-port", str(self.epmd_port), "-address", "127.0.0.1"]
            self._epmd = launch(command, self.home / "epmd.log").pid
        process = launch([str(program("rabbitmq-server"))], self.home / "rabbit.log", env=self._environment())
        self.pid = process.pid
        wait_until(lambda: answers(self.url) or process.poll() is not None, f"RabbitMQ on port {self.port}")
        if process.poll() is not None:
            raise RuntimeError("RabbitMQ did not start:\n" + (self.home / "rabbit.log").read_text()[-3000:])
        return self

    def stop(self) -> None:
        """Stop the node in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the node at once, as a crash would; the name server notices by itself."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop in good order and start again."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze the node: its connections stay open and say nothing any more."""
        pid = self._signal(signal.SIGSTOP)
        wait_until(lambda: state(pid) == "T", f"node {self.node} to freeze")  # its threads stop one by one

    def resume(self) -> None:
        """Let a frozen node go on."""
        self._signal(signal.SIGCONT)

    def join(self, other: PrivateRabbit) -> None:
        """Become a member of the other node's cluster, forgetting what this node held."""
        self.control("stop_app")
        self.control("join_cluster", other.node)
        self.control("start_app")

    def close(self) -> None:
        """End the node and, if it has one, its name server."""
        self.kill()
        if self._epmd is not None:
            end(self._epmd)
            self._epmd = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    def _furnish(self) -> None:
        """Write the files a node wants to find, none of them outside its own folder."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "rabbitmq.conf").write_text(CONFIG.format(port=self.port) + self.more_config)
        (self.home / "enabled_plugins").write_text("[].\n")
        (self.home / "no-settings").touch()
        cookie = self.cookie_home / ".erlang.cookie"
        if not cookie.exists():
            cookie.touch(0o600)
            cookie.write_text(uuid4().hex)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return kept | {
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.cookie_home),
            "ERL_EPMD_PORT": str(self.epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "RABBITMQ_CONF_ENV_FILE": str(self.home / "no-settings"),
            "RABBITMQ_CONFIG_FILE": str(self.home / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.home / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.home / "log"),
            "RABBITMQ_PID_FILE": str(self.home / "rabbit.pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"{AWAKE} {LOOPBACK}",
            "RUNNING_UNDER_SYSTEMD": "true",  # the script then becomes the node, so that our pid is the node's
        }

    def _signal(self, what: signal.Signals) -> int:
        if self.pid is None:
            raise RuntimeError("the node does not run")
        os.kill(self.pid, what)
        return self.pid

    def _end(self, how: signal.Signals) -> None:
        if self.pid is not None:
            end(self.pid, how)
            self.pid = None


def epmd() -> str | None:
    """Erlang's name server program: on the path, or hidden inside Debian's Erlang."""
    hidden = sorted(Path("/usr/lib/erlang").glob("erts-*/bin/epmd"))
    return shutil.which("epmd") or (str(hidden[-1]) if hidden else None)


@contextlib.contextmanager
def cluster(home: Path, size: int = 3) -> Iterator[list[PrivateRabbit]]:
    """A running cluster of several nodes on this machine, ended at the end."""
    with contextlib.ExitStack() as running:
        nodes: list[PrivateRabbit] = []
        for number in range(size):
            node = PrivateRabbit(home / f"node{number}", nodes[0] if nodes else None)
            nodes.append(running.enter_context(node))
            if number:
                node.join(nodes[0])
        yield nodes
