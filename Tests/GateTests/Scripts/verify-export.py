#!/usr/bin/env python3
"""Verify every signed or proven record of an export with tools that are not phigate, and count by record and tool.

usage: verify-export.py EXPORT [SUMDB]     exit 0 where all hold, 1 with a line for each that does not

Each record is given to each tool that can judge it twice: as it is, which it must accept, and with one byte changed,
which it must refuse. A line `record tool count` is printed where it did both.
  openssl, securesystemslib   every signature over its exact bytes, those of OpenSSH included
  ssh-keygen                  signatures of OpenSSH, by the export's own allowed_signers
  pymerkle                    inclusion and consistency proofs
  sumdb                       checkpoints, proofs and cosignatures, by Go's own packages (Tests/AuditLogTests/Scripts)
Needs the Python of .venv (scripts/setup --tests).
"""
import base64
import collections
import hashlib
import json
import shutil
import struct
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from pymerkle import InmemoryTree, InvalidProof, MerkleProof, verify_inclusion
from securesystemslib.exceptions import UnverifiedSignatureError, VerificationError
from securesystemslib.signer import Signature, SSlibKey

EXPORT_APPROVAL = "https://phigate.example/attestations/export-approval/v1"
RUN_APPROVAL = "https://phigate.example/attestations/run-approval/v1"
RECEIPT = "https://slsa.dev/verification_summary/v1"
CHANGED_MAX = 3
COUNTS = collections.Counter()
FAULTS = []
SCRATCH = Path(tempfile.mkdtemp(prefix="phigate-verify-"))


def sha(data):
    return hashlib.sha256(data).digest()


def judge(record, tool, path, accepts, changed):
    """Counts a record that a tool takes as it is and refuses changed."""
    if not accepts:
        FAULTS.append(f"{path}: {tool} refuses the {record}")
    elif changed:
        FAULTS.append(f"{path}: {tool} accepts a changed {record}")
    else:
        COUNTS[record, tool] += 1


def flipped(data):
    """The bytes with one bit of the middle changed."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def openssl(pem, message, signature):
    for name, content in (("pem", pem.encode()), ("message", message), ("signature", signature)):
        (SCRATCH / name).write_bytes(content)
    command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "pem", "-in", "message"]
    return subprocess.run(command + ["-sigfile", "signature"], cwd=SCRATCH, capture_output=True).returncode == 0


def der(pem):
    command = ["openssl", "pkey", "-pubin", "-outform", "DER"]
    return subprocess.run(command, input=pem.encode(), capture_output=True, check=True).stdout


def sslib(pem, message, signature):
    key = SSlibKey("key", "ed25519", "ed25519", {"public": der(pem)[-32:].hex()})
    try:
        key.verify_signature(Signature("key", signature.hex()), message)
        return True
    except (UnverifiedSignatureError, VerificationError):
        return False


def judge_signature(record, path, pem, message, signature):
    """openssl and securesystemslib on one signature over one message."""
    for tool, verify in (("openssl", openssl), ("securesystemslib", sslib)):
        judge(record, tool, path, verify(pem, message, signature), verify(pem, flipped(message), signature))


def ssh_strings(rest):
    """Strings of OpenSSH's wire form. Source: RFC 4251, 5."""
    parts = []
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        parts.append(rest[4 : 4 + length])
        rest = rest[4 + length :]
    return parts


def ssh_parts(blob):
    """Key, namespace, hash, signature and what a security key says beside it, of an SSHSIG blob.
    Source: OpenSSH PROTOCOL.sshsig, PROTOCOL.u2f."""
    assert blob[:6] == b"SSHSIG" and struct.unpack(">I", blob[6:10]) == (1,)
    key, namespace, reserved, name, signature = ssh_strings(blob[10:])
    key, said = ssh_strings(key), b""
    if key[0] == b"sk-ssh-ed25519@openssh.com":
        signature, said = signature[:-5], signature[-5:]
        assert said[0] & 1, "nobody touched the security key"
    kind, signature = ssh_strings(signature)
    assert kind == key[0]
    return key, namespace, reserved, name, signature, said


def ssh_message(blob, message):
    """What OpenSSH, or a security key for it, signs for a message."""
    key, namespace, reserved, name, _, said = ssh_parts(blob)
    text = lambda part: struct.pack(">I", len(part)) + part
    digest = hashlib.new(name.decode(), message).digest()
    signed = b"SSHSIG" + text(namespace) + text(reserved) + text(name) + text(digest)
    return hashlib.sha256(key[2]).digest() + said + hashlib.sha256(signed).digest() if said else signed


def ssh_keygen(export, person, message, blob, when):
    text = base64.b64encode(blob).decode()
    lines = "\n".join(text[at : at + 70] for at in range(0, len(text), 70))
    armored = SCRATCH / "armored"
    armored.write_text(f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(export / "allowed_signers"), "-I", person, "-n", "phigate-approval"]
    command += ["-s", str(armored), f"-Overify-time={when}"]
    return subprocess.run(command, input=message, capture_output=True).returncode == 0


def pae(envelope):
    """The DSSE pre-authentication encoding, written from its specification and not from ours."""
    kind, payload = envelope["payloadType"].encode(), base64.b64decode(envelope["payload"], validate=True)
    return b"DSSEv1 " + b" ".join([b"%d" % len(kind), kind, b"%d" % len(payload), payload])


def keys_of(export):
    """Public keys by id of every trust version in the export."""
    keys = {}
    for path in (export / "trust").glob("*.json"):
        trust = json.loads(base64.b64decode(json.loads(path.read_bytes())["payload"]))
        listed = [trust["gate"]] + trust["roots"]["keys"] + trust["witnesses"]
        listed += [key for human in trust["humans"] for key in human["keys"]]
        for key in listed:
            assert hashlib.sha256(der(key["publicKey"])).hexdigest() == key["keyid"], path
            keys[key["keyid"]] = key["publicKey"]
    return keys


def name_of(statement):
    """What a statement is, in one word."""
    predicate = statement["predicate"]
    if statement["predicateType"] in (EXPORT_APPROVAL, RUN_APPROVAL):
        what = predicate["decision"]
        if predicate["action"] == "export.release.break-glass":
            return "break-glass"
        return what if statement["predicateType"] == EXPORT_APPROVAL else f"run-{what}"
    assert statement["predicateType"] == RECEIPT, statement["predicateType"]
    own = predicate["phigate"]
    if own["action"] == "trust.change":
        return "receipt-trust"
    if own["action"] == "run":
        return "receipt-run"
    if own.get("delivery"):
        return "receipt-delivery"
    return "receipt-release" if predicate["verificationResult"] == "PASSED" else "receipt-refusal"


def judge_envelopes(export, keys):
    for folder in ("envelopes", "receipts"):
        for path in sorted((export / folder).glob("*.dsse.json")):
            envelope = json.loads(path.read_bytes())
            statement = json.loads(base64.b64decode(envelope["payload"]))
            (signature,) = envelope["signatures"]
            pem, raw, message = keys[signature["keyid"]], base64.b64decode(signature["sig"]), pae(envelope)
            record = name_of(statement)
            if not raw.startswith(b"SSHSIG"):
                judge_signature(record, path, pem, message, raw)
                continue
            record += "-sk" if ssh_parts(raw)[5] else "-ssh"
            judge_signature(record, path, pem, ssh_message(raw, message), ssh_parts(raw)[4])
            person = statement["predicate"]["approver"]["human"]
            when = "".join(c for c in statement["predicate"]["issuedAt"] if c.isdigit()) + "Z"
            judge(record, "ssh-keygen", path, ssh_keygen(export, person, message, raw, when),
                  ssh_keygen(export, person, flipped(message), raw, when))
    for path in sorted((export / "trust").glob("*.json")):
        envelope = json.loads(path.read_bytes())
        for signature in envelope["signatures"]:
            judge_signature("trust", path, keys[signature["keyid"]], pae(envelope), base64.b64decode(signature["sig"]))


def judge_notes(export, keys):
    gate = (export / "gate-key.pem").read_text()
    witnesses = [pem for pem in keys.values() if pem != gate]
    for folder, record in (("checkpoints", "checkpoint"), ("cosigned", "cosignature")):
        for path in sorted((export / folder).glob("*.checkpoint")):
            text, _, lines = path.read_bytes().partition(b"\n\n")
            text += b"\n"
            signatures = [base64.b64decode(line.split()[-1], validate=True) for line in lines.splitlines()]
            if record == "checkpoint":
                judge_signature(record, path, gate, text, signatures[0][4:])
                continue
            # The witness's line: hash, time, signature over header, time and text.
            time, signature = struct.unpack(">Q", signatures[1][4:12])[0], signatures[1][12:]
            message = b"cosignature/v1\ntime %d\n" % time + text
            (pem,) = [pem for pem in witnesses if openssl(pem, message, signature)] or [witnesses[0]]
            judge_signature(record, path, pem, message, signature)


def roots_of(export):
    """Roots that checkpoints state, by their size."""
    roots = {}
    for path in (export / "checkpoints").glob("*.checkpoint"):
        lines = path.read_text().split("\n")
        roots[int(lines[1])] = base64.b64decode(lines[2])
    return roots


def holds(verify, proof, *arguments, **sizes):
    try:
        verify(*arguments, MerkleProof.deserialize(proof), **sizes)
        return True
    except InvalidProof:
        return False


def judge_proofs(export):
    """pymerkle says which hashes a proof consists of and in which order they are combined; the hashes are ours."""
    rows = (export / "rows.jsonl").read_bytes().split(b"\n")[:-1]
    tree = InmemoryTree(algorithm="sha256")
    for row in rows:
        tree.append_entry(row)
    roots = roots_of(export)
    for path in sorted((export / "proofs").glob("*.tlog-proof")):
        head, _, note = path.read_text().partition("\n\n")
        index, size = int(head.split("\n")[1].split()[1]), int(note.split("\n")[1])
        leaf = sha(b"\0" + rows[index])
        proof = tree.prove_inclusion(index + 1, size).serialize()   # pymerkle counts from 1
        ours = [leaf] + [base64.b64decode(line) for line in head.split("\n")[2:]]
        proof["path"] = [each.hex() for each in ours]
        sizes = {"index": index + 1, "size": size}
        changed = dict(proof, path=proof["path"][:-1] + [flipped(ours[-1]).hex()])
        judge("inclusion-proof", "pymerkle", path, holds(verify_inclusion, proof, leaf, roots[size], **sizes),
              holds(verify_inclusion, changed, leaf, roots[size], **sizes))
    for path in sorted((export / "consistency").glob("*.proof")):
        _, old, new, *lines = path.read_text().split()
        old, new = int(old), int(new)
        ours = [base64.b64decode(line) for line in lines]
        # Every hash of the proof is the root of some rows, which pymerkle makes anew.
        theirs = [root_of(rows[low:high]) for low, high in ranges(old, new)]
        accepts = ours == theirs and tree.get_root(old) == roots[old] and tree.get_root(new) == roots[new]
        judge("consistency-proof", "pymerkle", path, accepts, ours[:-1] + [flipped(ours[-1])] == theirs)


def root_of(rows):
    tree = InmemoryTree(algorithm="sha256")
    for row in rows:
        tree.append_entry(row)
    return tree.get_root()


def ranges(old, new):
    """The rows under each hash of a consistency proof, first and behind the last. Source: RFC 6962 2.1.2."""
    found, low, high = [], 0, new
    while high != old:
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if old <= middle:
            found.append((middle, high))
            high = middle
        else:
            found.append((low, middle))
            low = middle
    return reversed(found + ([(low, high)] if low else []))


def judge_by_sumdb(export, program, keys):
    """Go's packages take the whole export, and refuse a copy in which one record is changed: the first few of each kind."""
    cosigned = sorted((export / "cosigned").glob("*.checkpoint"))
    words = [program]
    if cosigned:
        line = cosigned[0].read_text().rstrip("\n").split("\n")[-1]
        name, raw = line.split()[1], base64.b64decode(line.split()[2])
        for pem in keys.values():
            key = b"\x04" + der(pem)[-32:]
            if sha(name.encode() + b"\n" + key)[:4] == raw[:4]:
                words.append(f"{name}+{raw[:4].hex()}+{base64.b64encode(key).decode()}")
    run = lambda folder: subprocess.run([words[0], str(folder), *words[1:]], capture_output=True).returncode == 0
    accepts = run(export)
    for folder, record in (("checkpoints", "checkpoint"), ("cosigned", "cosignature"), ("proofs", "inclusion-proof"),
                           ("consistency", "consistency-proof")):
        paths = sorted((export / folder).iterdir()) if (export / folder).is_dir() else []
        for path in paths[:CHANGED_MAX]:
            copy = SCRATCH / "copy"
            shutil.copytree(export, copy)
            data = path.read_bytes()
            at = data.rindex(b"\n", 0, len(data) - 1) + 12   # within the last line: a hash or a signature
            if record == "inclusion-proof":
                at = data.index(b"\n\n") - 20                # within the last hash before the note
            other = b"A" if data[at : at + 1] != b"A" else b"B"
            (copy / folder / path.name).write_bytes(data[:at] + other + data[at + 1 :])
            judge(record, "sumdb", path, accepts, run(copy))
            shutil.rmtree(copy)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    warnings.simplefilter("ignore", DeprecationWarning)
    export = Path(sys.argv[1]).resolve()
    keys = keys_of(export)
    try:
        judge_envelopes(export, keys)
        judge_notes(export, keys)
        judge_proofs(export)
        if len(sys.argv) == 3:
            judge_by_sumdb(export, sys.argv[2], keys)
    finally:
        shutil.rmtree(SCRATCH)
    for fault in FAULTS:
        print(f"verify-export: {fault}")
    for (record, tool), count in sorted(COUNTS.items()):
        print(f"{record} {tool} {count}")
    sys.exit(1 if FAULTS or not COUNTS else 0)


main()
