"""Buckets, whom an address counts for, and who asks behind proxies."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.class_room import addresses
from anatomy_viewer.hosts.class_room.addresses import asked_from, is_for_others, reachable_host
from anatomy_viewer.hosts.class_room.limits import Bucket, network_of
from anatomy_viewer.hosts.class_room.links import class_address, page_for_others


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_emptied_and_fills_again() -> None:
    clock = Clock()
    bucket = Bucket(3, 0.5, clock)
    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 2.0]
    assert bucket.take("b") == 0, "each has its own"
    clock.now = 1.0
    assert bucket.take("a") == pytest.approx(1.0), "asking in vain does not make it later"
    clock.now = 2.0
    assert [bucket.take("a"), bucket.take("a") > 0] == [0, True]
    clock.now = 1000.0
    assert [bucket.take("a") for _ in range(4)][3] > 0, "no more than it holds"


def test_what_was_taken_for_nothing_is_given_back() -> None:
    bucket = Bucket(1, 0.1, Clock())
    for _ in range(5):
        assert bucket.take("a") == 0
        bucket.give_back("a")
    bucket.give_back("nobody")
    assert len(bucket) == 1


def test_buckets_are_kept_for_so_many_only() -> None:
    bucket = Bucket(1, 0.01, Clock(), most=10)
    assert bucket.take("guest") == 0
    for number in range(1000):
        bucket.take(number)
        if number % 5 == 0:
            assert bucket.take("guest") > 0, "who asks often is not forgotten"
    assert len(bucket) == 10


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nonsense", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_address_counts_for_its_network(address: str | None, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("remote", "forwarded", "asked"),
    [
        ("127.0.0.1", ["10.0.0.7"], "10.0.0.7"),
        ("127.0.0.1", ["6.6.6.6, 10.0.0.7"], "10.0.0.7"),
        ("127.0.0.1", ["6.6.6.6", "10.0.0.7, 192.168.0.1"], "10.0.0.7"),
        ("127.0.0.1", ["10.0.0.7:5000"], "10.0.0.7"),
        ("127.0.0.1", ["[2001:db8::1]:5000"], "2001:db8::1"),
        ("127.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("10.0.0.9", ["6.6.6.6"], "10.0.0.9"),
        ("127.0.0.1", [",".join(["192.168.0.1"] * 10_000)], "192.168.0.1"),
    ],
)
def test_a_forwarded_address_counts_from_proxies_that_are_believed(
    remote: str, forwarded: list[str], asked: str
) -> None:
    believed = [ipaddress.ip_network("127.0.0.1"), ipaddress.ip_network("192.168.0.0/16")]

    def trusts(address: str | None) -> bool:
        return any(ipaddress.ip_address(str(address)) in network for network in believed if ":" not in str(address))

    assert asked_from(remote, forwarded, trusts) == asked


# --- links ----------------------------------------------------------------------------------------------


def test_listening_everywhere_the_link_names_an_address_that_leads_here() -> None:
    found = reachable_host("0.0.0.0")
    with socket.socket() as probe:
        probe.bind((found, 0))  # it is one of this computer's
    assert found != "0.0.0.0"
    assert page_for_others("http://127.0.0.1:81/x/", "0.0.0.0") == f"http://{found}:81/x/"


def test_without_a_network_the_link_names_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_arguments: object, **_options: object) -> None:
        raise OSError("network is unreachable")

    monkeypatch.setattr(addresses.socket, "socket", unreachable)
    monkeypatch.setattr(addresses.socket, "getaddrinfo", unreachable)
    assert reachable_host("0.0.0.0") == "127.0.0.1"
    assert reachable_host("::") == "::1"


@pytest.mark.parametrize(
    ("here", "host", "names", "others"),
    [
        ("http://127.0.0.1:80/", "127.0.0.1", (), "http://127.0.0.1:80/"),
        ("http://192.168.0.7:80/", "192.168.0.7", (), "http://192.168.0.7:80/"),
        ("http://[2001:db8::1]:80/", "2001:db8::1", (), "http://[2001:db8::1]:80/"),
        ("http://laptop:80/x/", "laptop", (), "http://laptop:80/x/"),
        ("http://127.0.0.1:80/x/", "127.0.0.1", ("teach.example.org:8443", "b"), "http://teach.example.org:8443/x/"),
    ],
)
def test_the_link_names_what_the_server_listens_on_or_its_public_name(
    here: str, host: str, names: tuple[str, ...], others: str
) -> None:
    assert page_for_others(here, host, names) == others


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "0.0.0.0", "169.254.1.1"])
def test_what_others_cannot_reach_is_known(host: str) -> None:
    assert not is_for_others(host)
    assert is_for_others("192.168.0.7")
    assert is_for_others("teach.example.org")


def test_the_address_that_is_given_is_the_one_of_the_links() -> None:
    assert class_address("https://Teach.example.org/x") == "https://teach.example.org/x/"
    assert class_address("http://teach.example.org:8080") == "http://teach.example.org:8080/"


@pytest.mark.parametrize(
    "found", ["teach.example.org/x", "ftp://x.org", "https://u@x.org", "https://", "https://[", "a b"]
)
def test_an_address_that_is_none_is_one_sentence(found: str) -> None:
    with pytest.raises(ProblemsFound, match=r"^--address: found .*; allowed: the whole address of the page") as told:
        class_address(found)
    expected = "https://teach.example.org/x" if found == "teach.example.org/x" else None
    assert told.value.problems[0].nearest == expected
