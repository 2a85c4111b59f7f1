"""Line and window over the real connection: events, commands, strangers, slow windows, and the line's death."""

import os
import stat
import sys
import threading
import time
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path
from uuid import uuid4

import pytest

from inspector_app.domain.messages import EVENTS, Reply, SetLot, SetSpeed
from inspector_app.station import LineClient, StationServer
from inspector_app.station.address import (
    AddressError,
    family,
    line_address,
    make_key,
    prepare_address,
    read_key,
)
from inspector_app.station.events import notice
from inspector_app.station.line_state import line_state
from tests.station.fakes import Bench


def until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.01)


def agree(command, answer):
    answer(Reply(command_id=command.command_id, ok=True, result=command.kind))


def speed(value=100.0):
    return SetSpeed(command_id=uuid4().hex, parts_per_hour=value)


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def serve(run):
    servers = []

    def start(on_command=agree):
        servers.append(StationServer(run, on_command))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def connect(run):
    clients = []

    def start(**kwargs):
        clients.append(LineClient(run, **kwargs))
        clients[-1].start()
        return clients[-1]

    yield start
    for client in clients:
        client.close()


@pytest.fixture
def raw(run):
    opened = []

    def start():
        opened.append(Client(line_address(run), family(), authkey=read_key(run)))
        return opened[-1]

    yield start
    for connection in opened:
        connection.close()


def test_a_command_gets_its_reply_and_every_window_every_event(serve, connect):
    server = serve()
    one, other = connect(), connect()
    seen = {one: [], other: []}
    for client, events in seen.items():
        client.subscribe(events.append)
        assert client.wait_connected(5)
    assert one.send(speed()).result == "set_speed"
    until(lambda: server.windows == 2)
    server.publish(notice("info", "für alle: ✓"))
    for events in seen.values():
        until(lambda events=events: events)
        assert [event.text for event in events] == ["für alle: ✓"]


def test_a_new_window_is_told_the_state_at_once(serve, connect):
    server = serve()
    server.publish(line_state(Bench().line._floor))
    events = []
    connect().subscribe(events.append)
    until(lambda: events)
    assert events[0].kind == "line_state"


def test_a_listener_that_left_or_raises_disturbs_nobody(serve, connect):
    server = serve()
    client, events = connect(), []
    leave = client.subscribe(lambda event: events.append("left"))
    client.subscribe(lambda event: 1 / 0)
    client.subscribe(events.append)
    leave()
    until(lambda: server.windows == 1)
    server.publish(notice("info", "a"))
    until(lambda: events)
    assert [event.text for event in events] == ["a"]


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"kind": "rm -rf"}',
        b"\x80\x04N.",
        b'{"kind": "set_speed", "command_id": "7", "parts_per_hour": "fast"}',
        b'{"kind": "set_speed", "command_id": "7", "parts_per_hour": NaN}',
        b'{"kind": "set_lot", "command_id": "7", "lot": null, "more": 1}',
        b"[" * 5000,
        b'{"kind": "set_lot", "command_id": "\\ud800", "lot": "\\ud800"}',
    ],
)
def test_malformed_commands_get_an_error_and_kill_nothing(serve, raw, junk):
    serve()
    connection = raw()
    connection.send_bytes(junk)
    reply = EVENTS.validate_json(connection.recv_bytes())
    assert not reply.ok
    assert "not understood" in reply.error
    assert reply.command_id == ("7" if b'"7"' in junk else "")
    connection.send_bytes(speed().model_dump_json().encode())
    assert EVENTS.validate_json(connection.recv_bytes()).ok


def test_a_command_of_impossible_size_costs_its_sender_the_connection_only(serve, raw, connect):
    serve()
    greedy, client = raw(), connect()
    assert client.wait_connected(5)
    try:
        greedy.send_bytes(b"x" * (2 << 20))
        greedy.recv_bytes()
    except (OSError, EOFError):
        pass
    else:
        pytest.fail("the connection is still open")
    assert client.send(speed()).ok


def test_a_handler_that_raises_is_a_reply(serve, connect):
    def fail(command, answer):
        raise ZeroDivisionError

    serve(fail)
    client = connect()
    assert client.wait_connected(5)
    assert "bug" in client.send(speed()).error


def test_without_the_key_nobody_is_heard(serve, run):
    heard = []
    server = serve(lambda command, answer: heard.append(command))
    with pytest.raises(AuthenticationError):
        Client(line_address(run), family(), authkey=b"wrong")
    with Client(line_address(run), family()) as silent:
        silent.send_bytes(speed().model_dump_json().encode())
        time.sleep(0.1)
        assert server.windows == 0
    assert heard == []


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are not of Windows")
def test_socket_and_key_are_for_this_user_only(serve, run):
    serve()
    assert stat.S_IMODE((run / "line.key").stat().st_mode) == 0o600
    run.chmod(0o755)
    with pytest.raises(AddressError, match="0700"):
        prepare_address(run)
    run.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no such limit")
def test_a_home_with_a_long_path_has_its_socket_elsewhere(tmp_path):
    run = tmp_path / ("deep" * 30)
    run.mkdir(mode=0o700)
    server = StationServer(run, agree)
    client = LineClient(run)
    client.start()
    try:
        assert len(os.fsencode(line_address(run))) < 100
        assert client.wait_connected(5)
        assert client.send(speed()).ok
    finally:
        client.close()
        server.close()
        Path(line_address(run)).parent.rmdir()


def test_a_frozen_window_never_delays_the_line_and_is_let_go(serve, raw, connect):
    server = serve()
    frozen, client = raw(), connect()
    received = []
    client.subscribe(received.append)
    until(lambda: server.windows == 2)
    long = notice("info", "x" * 20_000)
    slowest = 0.0
    for _ in range(400):  # 8 MB: far more than socket and queue hold
        before = time.monotonic()
        server.publish(long)
        slowest = max(slowest, time.monotonic() - before)
        time.sleep(0.001)
    assert slowest < 1.0
    until(lambda: server.windows == 1)
    until(lambda: len(received) == 400)
    assert client.send(speed()).ok
    assert frozen.fileno() >= 0


def test_a_window_that_only_misses_heartbeats_stays(serve, raw):
    server = serve()
    connection = raw()
    until(lambda: server.windows == 1)
    state = line_state(Bench().line._floor)
    for _ in range(3000):
        server.publish(state)
    server.publish(notice("info", "still here"))
    kinds = []
    while "notice" not in kinds:
        kinds.append(EVENTS.validate_json(connection.recv_bytes()).kind)
    assert server.windows == 1
    assert len(kinds) < 3000


def test_the_client_survives_the_lines_death_and_connects_again(serve, connect):
    changes = []
    first = serve()
    client = connect(on_connected=changes.append)
    assert client.wait_connected(5)
    first.close()
    until(lambda: not client.connected)
    with pytest.raises(ConnectionError):
        client.send(speed())
    serve()
    assert client.wait_connected(5)
    assert client.send(speed()).ok
    until(lambda: changes == [True, False, True])


def test_a_command_under_way_when_the_line_dies_is_an_error(serve, connect):
    server = serve(lambda command, answer: None)
    client = connect()
    assert client.wait_connected(5)
    threading.Timer(0.2, server.close).start()
    with pytest.raises(ConnectionError):
        client.send(speed(), timeout_s=10)


def test_a_line_that_does_not_answer_is_a_timeout_and_its_silence_is_noticed(serve, connect):
    serve(lambda command, answer: None)
    client = connect()
    assert client.wait_connected(5)
    with pytest.raises(TimeoutError, match="did not answer"):
        client.send(SetLot(command_id="1", lot=None), timeout_s=0.1)
    until(lambda: not client.connected)


def test_what_a_killed_line_left_behind_is_no_obstacle(run, connect):
    Path(line_address(run)).touch()
    make_key(run)
    server = StationServer(run, agree)
    try:
        assert connect().wait_connected(5)
    finally:
        server.close()
