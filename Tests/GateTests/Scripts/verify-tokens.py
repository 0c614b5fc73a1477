#!/usr/bin/env python3
"""Verify every signature of a gate with two tools that are not phigate: openssl and securesystemslib.

usage: verify-tokens.py TRUST.json FOLDER...     exit 0 where all hold, 1 with a line for each that does not

FOLDERs are stages, released bundles, exports or second places; every *.dsse.json and *.checkpoint below them is verified:
  - the signature, by `openssl pkeyutl -verify -rawin` over the PAE (or the note's text), and by securesystemslib;
    one that OpenSSH made, by `ssh-keygen -Y verify`
  - the key id: the SHA-256 of the SubjectPublicKeyInfo, as openssl prints it
  - the subject: the SHA-256 of the manifest.jsonl beside the envelope, where there is one
  - the other way round: with one byte changed both tools must refuse
TRUST.json itself is verified against the roots that it names. Needs the Python of .venv (scripts/setup --tests).
"""
import base64
import copy
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import UnverifiedSignatureError, VerificationError
from securesystemslib.signer import Signature, SSlibKey

STATEMENT = "https://in-toto.io/Statement/v1"
APPROVAL = "https://phigate.example/attestations/export-approval/v1"
RECEIPT = "https://slsa.dev/verification_summary/v1"


class Keys:
    """The public keys of a trust document, by key id, and which of them are roots, people's and the gate's."""

    def __init__(self, trust, folder):
        self.folder = folder
        self.pem, self.parts, self.applications = {}, {}, {}
        listed = [("gate", trust["gate"])]
        listed += [("root", key) for key in trust["roots"]["keys"]]
        listed += [("human", key) for human in trust["humans"] for key in human["keys"]]
        for part, key in listed:
            self.pem[key["keyid"]] = key["publicKey"]
            self.parts[key["keyid"]] = part
            if "securityKey" in key:
                self.applications[key["keyid"]] = key["securityKey"]["application"].encode()

    def der(self, keyid):
        """The SubjectPublicKeyInfo of a key, as openssl writes it."""
        command = ["openssl", "pkey", "-pubin", "-outform", "DER"]
        return subprocess.run(command, input=self.pem[keyid].encode(), capture_output=True, check=True).stdout

    def sslib(self, keyid):
        """The key as securesystemslib takes it: the last 32 bytes of its SubjectPublicKeyInfo."""
        return SSlibKey(keyid, "ed25519", "ed25519", {"public": self.der(keyid)[-32:].hex()})

    def openssh(self, keyid, message, signature):
        """Whether ssh-keygen verifies an SSH signature over a message."""
        application = self.applications.get(keyid)
        kind = b"ssh-ed25519" if application is None else b"sk-ssh-ed25519@openssh.com"
        parts = [kind, self.der(keyid)[-32:]] + ([] if application is None else [application])
        wire = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        text = base64.b64encode(signature).decode()
        lines = "\n".join(text[at : at + 70] for at in range(0, len(text), 70))
        (self.folder / "signers").write_text(f"somebody {kind.decode()} {base64.b64encode(wire).decode()}\n")
        armor = f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n"
        (self.folder / "armored").write_text(armor)
        command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "somebody", "-n", "phigate-approval"]
        command += ["-s", "armored"]
        return subprocess.run(command, cwd=self.folder, input=message, capture_output=True).returncode == 0

    def openssl(self, keyid, message, signature):
        """Whether openssl verifies an Ed25519 signature over a message."""
        for name, content in (("pem", self.pem[keyid].encode()), ("message", message), ("signature", signature)):
            (self.folder / name).write_bytes(content)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "pem", "-in", "message"]
        return subprocess.run(command + ["-sigfile", "signature"], cwd=self.folder, capture_output=True).returncode == 0


class Report:
    """What was verified, and what does not hold."""

    def __init__(self):
        self.count, self.faults = 0, []

    def expect(self, holds, path, what):
        self.count += 1
        if not holds:
            self.faults.append(f"{path}: {what}")


def sslib_verifies(key, envelope):
    """Whether securesystemslib verifies an envelope by one key; `envelope` is the parsed JSON."""
    try:
        return key.keyid in Envelope.from_dict(copy.deepcopy(envelope)).verify([key], 1)
    except (VerificationError, ValueError):
        return False


def pae(envelope):
    """The DSSE pre-authentication encoding, written from its specification and not from ours."""
    kind, payload = envelope["payloadType"].encode(), base64.b64decode(envelope["payload"], validate=True)
    return b"DSSEv1 " + b" ".join([b"%d" % len(kind), kind, b"%d" % len(payload), payload])


def flipped(data):
    """The bytes with one bit of the middle changed."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def verify_envelope(path, envelope, keys, wanted, report):
    """Both tools accept every signature of an envelope, and refuse it with one byte changed."""
    payload = base64.b64decode(envelope["payload"], validate=True)
    changed = dict(envelope, payload=base64.b64encode(flipped(payload)).decode())
    for signature in envelope["signatures"]:
        keyid, raw = signature["keyid"], base64.b64decode(signature["sig"], validate=True)
        if keys.parts.get(keyid) not in wanted:
            report.expect(False, path, f"signed by key {keyid[:16]}, which the trust document lists for nothing here")
            continue
        key = keys.sslib(keyid)
        report.expect(hashlib.sha256(keys.der(keyid)).hexdigest() == keyid, path, "the key id is not that of its key")
        if raw.startswith(b"SSHSIG") and wanted == ("human",):
            report.expect(keys.openssh(keyid, pae(envelope), raw), path, "ssh-keygen refuses the signature")
            report.expect(not keys.openssh(keyid, pae(changed), raw), path, "ssh-keygen accepts a changed payload")
            continue
        report.expect(keys.openssl(keyid, pae(envelope), raw), path, "openssl refuses the signature")
        report.expect(sslib_verifies(key, envelope), path, "securesystemslib refuses the signature")
        report.expect(not keys.openssl(keyid, pae(changed), raw), path, "openssl accepts a changed payload")
        report.expect(not sslib_verifies(key, changed), path, "securesystemslib accepts a changed payload")


def verify_statement(path, envelope, keys, report):
    """A decision or a receipt: one signature, the right signer, the manifest beside it."""
    report.expect(envelope["payloadType"] == "application/vnd.in-toto+json", path, "another payload type")
    report.expect(len(envelope["signatures"]) == 1, path, "not exactly one signature")
    statement = json.loads(base64.b64decode(envelope["payload"]))
    kind = statement.get("predicateType")
    report.expect(statement.get("_type") == STATEMENT and kind in (APPROVAL, RECEIPT), path, "another statement")
    verify_envelope(path, envelope, keys, ("human",) if kind == APPROVAL else ("gate",), report)
    if kind == APPROVAL:
        named = statement["predicate"]["approver"]["keyid"]
        report.expect(named == envelope["signatures"][0]["keyid"], path, "the predicate names another key")
    for folder in (path.parent, path.parent.parent):
        manifest = folder / "manifest.jsonl"
        if manifest.is_file():
            wanted = hashlib.sha256(manifest.read_bytes()).hexdigest()
            report.expect(statement["subject"][0]["digest"]["sha256"] == wanted, path, "another manifest")
            break


def verify_checkpoint(path, keys, report):
    """A C2SP signed note: text, empty line, one signature of the gate (4 bytes of key hash before it)."""
    text, _, lines = path.read_bytes().partition(b"\n\n")
    text += b"\n"
    raw = base64.b64decode(lines.split()[-1], validate=True)[4:]
    gate = [keyid for keyid, part in keys.parts.items() if part == "gate"][0]
    report.expect(keys.openssl(gate, text, raw), path, "openssl refuses the checkpoint")
    report.expect(not keys.openssl(gate, flipped(text), raw), path, "openssl accepts a changed checkpoint")
    for message, holds in ((text, True), (flipped(text), False)):
        try:
            keys.sslib(gate).verify_signature(Signature(gate, raw.hex()), message)
            accepted = True
        except UnverifiedSignatureError:
            accepted = False
        report.expect(accepted == holds, path, "securesystemslib does not agree on the checkpoint")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    trust_path, folders = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    envelope = json.loads(trust_path.read_bytes())
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        keys = Keys(json.loads(base64.b64decode(envelope["payload"])), Path(scratch))
        verify_envelope(trust_path, envelope, keys, ("root",), report)
        envelopes = sorted(path for folder in folders for path in folder.rglob("*.dsse.json"))
        notes = sorted(path for folder in folders for path in folder.rglob("*.checkpoint"))
        for path in envelopes:
            verify_statement(path, json.loads(path.read_bytes()), keys, report)
        for path in notes:
            verify_checkpoint(path, keys, report)
    for fault in report.faults:
        print(f"verify-tokens: {fault}")
    if not envelopes:
        sys.exit("verify-tokens: no envelope was found")
    print(f"{len(envelopes)} envelopes, {len(notes)} checkpoints, {report.count} checks, {len(report.faults)} faults")
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
