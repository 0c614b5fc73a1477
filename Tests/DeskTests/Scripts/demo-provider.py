#!/usr/bin/env python3
"""An OpenID provider on this machine that signs in whoever says their name: for demonstrations alone.

Prints its issuer and serves until it is killed.
"""
import logging
import time
import warnings

warnings.simplefilter("ignore")
from oidc_provider_mock import User, run_server_in_thread

logging.disable(logging.CRITICAL)
people = [User(sub=name) for name in ("m.okafor", "j.lindqvist", "requester", "a stranger")]
with run_server_in_thread(require_nonce=True, user_claims=people) as server:
    print(f"http://localhost:{server.server_port}", flush=True)
    while True:
        time.sleep(60)
