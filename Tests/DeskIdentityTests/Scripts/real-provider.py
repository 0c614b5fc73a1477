#!/usr/bin/env python3
"""Runs an OpenID provider that is not ours (oidc-provider-mock, built on Authlib).

Prints its port and serves until it is killed.
"""
import logging
import time

from oidc_provider_mock import run_server_in_thread

logging.disable(logging.CRITICAL)
with run_server_in_thread(require_client_registration=True, require_nonce=True) as server:
    print(server.server_port, flush=True)
    while True:
        time.sleep(60)
