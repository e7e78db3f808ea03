#!/usr/bin/env python3
"""How many public pages a second come from hot standbys, and how many while the primary is down.

    .venv/bin/python benchmarks/replicas.py [AGREEMENTS] [ROUNDS]

A primary and two hot standbys on this machine, gunicorn with two workers, 10,000 agreements unless told, wrk (package
wrk) over eight connections for eight seconds. No page is cached: each has an address of its own. In each round (three
unless told) the list is read from the primary alone, from the standbys, and from the standbys with the primary killed;
printed are the medians, and their ratios to the primary alone.
"""

import statistics
import sys
import time

from public_speed import filled, requests_per_second, served
from run import free_port, postgresql_programs

from tests.clusters import cluster

PATH = "/?utm_id="


def read(primary, standbys):
    """Return the requests a second that gunicorn answers from the standbys, or without any from the primary."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", "2", "--log-level", "critical"]
    environment = {"DATABASE_URL": primary.url, "REPLICA_URLS": " ".join(standby.url for standby in standbys)}
    with served([*command, "--bind", f"127.0.0.1:{port}"], base, environment):
        requests_per_second(base, PATH, is_new=True)  # both workers have loaded what they need
        return requests_per_second(base, PATH, is_new=True)


def main(agreements, rounds):
    """Print the requests a second of each way to read, and the ratios."""
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is missing (package postgresql)")
    found = {"primary alone": [], "two standbys": [], "two standbys, primary killed": []}
    with cluster(programs) as (primary, *standbys):
        filled(primary.url, agreements)
        time.sleep(5)  # the standbys replay it
        for _round in range(rounds):
            found["primary alone"].append(read(primary, []))
            found["two standbys"].append(read(primary, standbys))
            primary.kill()
            found["two standbys, primary killed"].append(read(primary, standbys))
            primary.start()
    baseline = statistics.median(found["primary alone"])
    print(f"{agreements:,} agreements\n\n| read from | requests a second | ratio |\n| --- | --- | --- |")
    for name, numbers in found.items():
        print(f"| {name} | {statistics.median(numbers):,.0f} | {statistics.median(numbers) / baseline:.2f} |")


if __name__ == "__main__":
    told = [int(each) for each in sys.argv[1:]]
    main(told[0] if told else 10_000, told[1] if told[1:] else 3)
