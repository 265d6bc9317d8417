"""How gunicorn serves the site: it reads this file by itself; GUNICORN_CMD_ARGS overrides it."""

import signal
import socket
import sys

workers = 2
threads = 4
preload_app = True  # Django is loaded once, before the workers are forked
reuse_port = True  # each worker listens by itself; otherwise kept-alive connections crowd onto one of them
loglevel = "warning"


def on_starting(server):
    """A port that is taken would be shared silently, because of ``reuse_port``."""
    for host, port in (address for address in server.cfg.address if isinstance(address, tuple)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            if probe.connect_ex((host, port)) == 0:
                sys.exit(f"Port {port} is taken. Choose another one: make run PORT=8080")


def post_worker_init(worker):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches a worker through its master, and only once
    if worker.age == 1:
        addresses = (f"http://{host}:{port}/" for host, port in worker.cfg.address)
        sys.stdout.write(f"\nReady on {', '.join(addresses)} (Ctrl-C stops it)\n")
        sys.stdout.flush()
