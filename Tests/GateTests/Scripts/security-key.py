#!/usr/bin/env python3
"""A security key in software, and a judge of its signatures: OpenSSH's specifications and `cryptography`, nothing else.

usage: security-key.py verify SIGNERS PERSON PAE SIG   exit 0 where the armoured signature holds for PERSON, touch included
       security-key.py hold SOCKET PUBLIC [FLAGS]      holds a new key for ssh-keygen (SSH_AUTH_SOCK); prints `ready` and answers

Source: PROTOCOL.sshsig, PROTOCOL.u2f, and what ssh-add(1) speaks.
"""
import base64
import hashlib
import os
import socket
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TYPE, NAMESPACE = b"sk-ssh-ed25519@openssh.com", b"phigate-approval"


def text(part):
    return struct.pack(">I", len(part)) + part


class Reader:
    def __init__(self, rest):
        self.rest = rest

    def take(self, count):
        assert count <= len(self.rest), "too short"
        part, self.rest = self.rest[:count], self.rest[count:]
        return part

    def string(self):
        return self.take(struct.unpack(">I", self.take(4))[0])

    def end(self):
        assert not self.rest, "bytes are left"


def verify(signers, person, pae, armored):
    lines = open(armored).read().split("\n")
    blob = Reader(base64.b64decode("".join(lines[1:-2]), validate=True))
    assert blob.take(6) == b"SSHSIG" and blob.take(4) == b"\0\0\0\1"
    key, namespace, reserved, name = (blob.string() for _ in range(4))
    signature = Reader(blob.string())
    blob.end()
    allowed = [line.split() for line in open(signers)]
    assert any(who == person and base64.b64decode(known) == key for who, _, _, known in allowed), "not allowed"
    key = Reader(key)
    assert key.string() == TYPE and signature.string() == TYPE
    point, application = key.string(), key.string()
    key.end()
    raw, said = signature.string(), signature.take(5)
    signature.end()
    assert namespace == NAMESPACE and application.startswith(b"ssh:")
    digest = hashlib.new(name.decode(), open(pae, "rb").read()).digest()
    data = b"SSHSIG" + text(namespace) + text(reserved) + text(name) + text(digest)
    signed = hashlib.sha256(application).digest() + said + hashlib.sha256(data).digest()
    Ed25519PublicKey.from_public_bytes(point).verify(raw, signed)
    assert said[0] & 1, "nobody touched the key"


def hold(path, public, flags):
    key = Ed25519PrivateKey.generate()
    blob = text(TYPE) + text(key.public_key().public_bytes_raw()) + text(b"ssh:")
    with open(public, "w") as out:
        out.write(f"{TYPE.decode()} {base64.b64encode(blob).decode()} in software\n")
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    print("ready", flush=True)
    while True:
        peer, _ = server.accept()
        with peer, peer.makefile("rwb") as pipe:
            while size := pipe.read(4):
                asked = Reader(pipe.read(struct.unpack(">I", size)[0]))
                kind, answer = asked.take(1), b"\5"
                if kind == b"\x0b":
                    answer = b"\x0c" + struct.pack(">I", 1) + text(blob) + text(b"in software")
                elif kind == b"\x0d" and asked.string() == blob:
                    said = bytes([flags]) + struct.pack(">I", 41)
                    data = hashlib.sha256(b"ssh:").digest() + said + hashlib.sha256(asked.string()).digest()
                    answer = b"\x0e" + text(text(TYPE) + text(key.sign(data)) + said)
                pipe.write(text(answer))
                pipe.flush()


def main():
    if len(sys.argv) == 6 and sys.argv[1] == "verify":
        try:
            verify(*sys.argv[2:])
        except (AssertionError, InvalidSignature) as fault:
            sys.exit(f"security-key: {fault or 'the signature does not hold'}")
    elif len(sys.argv) in (4, 5) and sys.argv[1] == "hold":
        os.umask(0o077)
        hold(sys.argv[2], sys.argv[3], int((sys.argv + ["1"])[4]))
    else:
        sys.exit(__doc__)


main()
