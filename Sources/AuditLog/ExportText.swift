import Vocabulary

/// The texts of an export, which an auditor reads and runs without phigate.
enum ExportText {
  /// Recomputes every checkpoint's root, every proof and the order of the rows; Python 3 only.
  static let script = #"""
    #!/usr/bin/env python3
    """Checks rows.jsonl against checkpoints/ and proofs/ (RFC 6962). Standard library only."""
    from base64 import b64decode
    from hashlib import sha256
    from json import loads
    from pathlib import Path

    here = Path(__file__).resolve().parent
    sha = lambda data: sha256(data).digest()
    lines = (here / "rows.jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b"", "rows.jsonl does not end with a line end"
    leaves = [sha(b"\0" + line) for line in lines]

    peaks, roots = [], [sha(b"")]                      # roots[n]: the root of the first n rows
    for count, leaf in enumerate(leaves):
        while count & 1:
            leaf, count = sha(b"\1" + peaks.pop() + leaf), count >> 1
        peaks.append(leaf)
        root = peaks[-1]
        for left in reversed(peaks[:-1]):
            root = sha(b"\1" + left + root)
        roots.append(root)

    def follows(old, new, proof):                      # RFC 9162 2.1.4.2
        if old == new or old == 0:
            return not proof
        path = ([roots[old]] if old & (old - 1) == 0 else []) + proof
        node, last = old - 1, new - 1
        while node & 1:
            node, last = node >> 1, last >> 1
        one = other = path[0]
        for sibling in path[1:]:
            if not last:
                return False
            if node & 1 or node == last:
                one, other = sha(b"\1" + sibling + one), sha(b"\1" + sibling + other)
                while node and not node & 1:
                    node, last = node >> 1, last >> 1
            else:
                other = sha(b"\1" + other + sibling)
            node, last = node >> 1, last >> 1
        return not last and one == roots[old] and other == roots[new]

    for seq, line in enumerate(lines):
        assert loads(line)["seq"] == seq, f"row {seq} is missing"
    notes = sorted(here.glob("c*/*.checkpoint"))         # checkpoints/ and cosigned/
    for note in notes:
        origin, size, root = note.read_text().split("\n")[:3]
        assert roots[int(size)] == b64decode(root), f"{note.name}: another root"
    proofs = sorted((here / "proofs").glob("*.tlog-proof"))
    for proof in proofs:
        head, _, note = proof.read_text().partition("\n\n")
        index, path = int(head.split("\n")[1].split()[1]), head.split("\n")[2:]
        size = int(note.split("\n")[1])
        node, last, digest = index, size - 1, leaves[index]
        for sibling in map(b64decode, path):
            if node & 1 or node == last:
                digest = sha(b"\1" + sibling + digest)
                while node and not node & 1:
                    node, last = node >> 1, last >> 1
            else:
                digest = sha(b"\1" + digest + sibling)
            node, last = node >> 1, last >> 1
        assert last == 0 and digest == b64decode(note.split("\n")[2]), proof.name
    grown = sorted((here / "consistency").glob("*.proof"))
    for proof in grown:
        _, old, new, *path = proof.read_text().split()
        assert follows(int(old), int(new), [b64decode(each) for each in path]), proof.name
    print(f"{len(lines)} rows, {len(notes)} checkpoints, {len(proofs) + len(grown)} proofs: all hold")

    """#

  /// What ssh-keygen does not look at.
  private static let securityKeys = """
    Where it says ED25519-SK, a security key signed, and its flags say whether somebody touched it (the
    first number must be 1) and whether it asked for a PIN or a finger (the second must be 4 where trust/
    says verifyRequired). ssh-keygen does not look at them:

        flags=$(tail -c 5 /tmp/sig | head -c 1 | od -An -tu1); echo $((flags & 1)) $((flags & 4))
    """

  /// What the export is and the commands that check it.
  /// - Parameters:
  ///   - origin: the log's name.
  ///   - report: what was verified before the export.
  ///   - keyIDs: the gate's keys, the present one first.
  /// - Returns: Markdown.
  static func readme(origin: String, report: AuditReport, keyIDs: [String]) -> String {
    """
    # Audit log of \(origin)

    \(report.rows) rows, root \(report.root.hex), newest row \(report.newestTime),
    \(report.attestation).
    Gate key (SHA-256 of its SubjectPublicKeyInfo): \(keyIDs.joined(separator: ", ")).
    Compare this key and the newest checkpoint with what you were given by another way: whoever
    holds the gate's key could have written another log and signed that one.

    ## Checks, none of which needs phigate

    Every file as it was written:

        sha256sum --quiet -c SHA256SUMS

    Rows, roots of all checkpoints, proofs (reads the files, writes nothing):

        python3 verify_log.py

    The gate's key has the id above:

        openssl pkey -pubin -in gate-key.pem -outform DER | sha256sum
        ssh-keygen -l -f gate-key.pub

    The gate signed a checkpoint (here the newest; the text is its first three lines):

        n=\(report.newestCheckpoint ?? 0)
        head -n 3 checkpoints/$n.checkpoint > /tmp/checkpoint.text
        tail -n 1 checkpoints/$n.checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > /tmp/checkpoint.sig
        openssl pkeyutl -verify -pubin -inkey gate-key.pem -rawin -in /tmp/checkpoint.text -sigfile /tmp/checkpoint.sig

    A person or the gate signed an envelope (a decision in envelopes/, a receipt in receipts/). Its
    signature covers `DSSEv1 LENGTH TYPE LENGTH PAYLOAD`; KEY.pem is the key that trust/ lists under
    the signature's keyid:

        python3 -c 'import base64,json,sys; e=json.load(open(sys.argv[1])); t=e["payloadType"].encode(); p=base64.b64decode(e["payload"]); open("/tmp/pae","wb").write(b"DSSEv1 %d %s %d %s" % (len(t),t,len(p),p)); open("/tmp/sig","wb").write(base64.b64decode(e["signatures"][0]["sig"]))' ENVELOPE
        openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in /tmp/pae -sigfile /tmp/sig

    A signature that begins with SSHSIG was made by OpenSSH, for PERSON in allowed_signers (add
    `-Overify-time=YYYYMMDDHHMMSSZ` where the key's time is over):

        (echo "-----BEGIN SSH SIGNATURE-----"; base64 -w 70 /tmp/sig; echo "-----END SSH SIGNATURE-----") > /tmp/sig.armored
        ssh-keygen -Y verify -f allowed_signers -I PERSON -n phigate-approval -s /tmp/sig.armored < /tmp/pae

    \(securityKeys)

    ## What the files are

    | file | content |
    |---|---|
    | rows.jsonl | one row a line, RFC 8785 JSON; the line without its end is the leaf of the tree |
    | checkpoints/SIZE.checkpoint | C2SP tlog-checkpoint: log, rows, root, signature of the gate |
    | proofs/ROW.tlog-proof | C2SP tlog-proof: one row is in the log, without showing the others |
    | consistency/OLD-NEW.proof | that the log of OLD rows is the beginning of that of NEW (RFC 9162) |
    | cosigned/SIZE.checkpoint | C2SP tlog-cosignature: a checkpoint that a witness has signed, too |
    | gate-key.pem, .pub, .note | the gate's public key for openssl, OpenSSH and note verifiers |
    | trust/VERSION.json | who could approve what, signed by the roots |
    | envelopes/SHA256.dsse.json | the decisions, signed by the people who made them |
    | requests/SHA256.json | what was asked for: destination, purpose, digest of the manifest |
    | receipts/ROW-SHA256.dsse.json | what was released or refused, signed by the gate |
    | actions/SHA256.json | commands that were run, as they were approved |
    | allowed_signers | people's keys for `ssh-keygen -Y verify`, as of the newest trust version |
    | revoked_keys | keys that were revoked, for `ssh-keygen -Y verify -r` |

    Row 0 pins the first roots: its subject's sha256 is that of the sorted JSON array of their key ids.

    """
  }
}
