/// The desk's script: signing in the browser, and news of a request.
///
/// A module without dependencies. Pages work without it; what it adds, it switches on itself.
/// Sources: Web Cryptography with Secure Curves (Ed25519), DSSE v1, RFC 8785, RFC 8410.
enum DeskScript {
  /// The whole module.
  static let text = encoding + key + statement + signing + pages + start

  /// Bytes, base64, digests.
  private static let encoding = #"""
    const utf8 = new TextEncoder();
    const byId = name => document.getElementById(name);

    /** Something that is said to the person, and nothing else. */
    class Fault extends Error {}

    /** Lower-case hexadecimal digits of bytes. */
    function hex(bytes) {
      return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
    }

    /** SHA-256 of bytes, in hexadecimal digits. */
    async function digest(bytes) {
      return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    }

    /** Base64 of bytes, with padding. */
    function base64(bytes) {
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    }

    /** The bytes of a base64 text that the page holds. */
    function fromBase64(text) {
      return Uint8Array.from(atob(text), character => character.charCodeAt(0));
    }

    /** Canonical JSON of texts, integers, truth values, arrays and objects (RFC 8785). */
    function canonical(value) {
      if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
      if (value === null || typeof value !== "object") return JSON.stringify(value);
      const members = Object.keys(value).sort()
        .map(name => JSON.stringify(name) + ":" + canonical(value[name]));
      return "{" + members.join(",") + "}";
    }

    """#

  /// The key: from a file into the browser's keeping, its text wiped.
  private static let key = #"""
    const keyBytesMax = 4096;
    const pkcs8Prefix = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

    /** Where a text begins in bytes; -1: nowhere. */
    function find(bytes, text, from = 0) {
      const wanted = utf8.encode(text);
      for (let at = from; at + wanted.length <= bytes.length; at++) {
        if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
      }
      return -1;
    }

    /** The value of a digit of base64; -1: none; -2: a blank or a line end. */
    function digitValue(byte) {
      if (byte >= 65 && byte <= 90) return byte - 65;
      if (byte >= 97 && byte <= 122) return byte - 71;
      if (byte >= 48 && byte <= 57) return byte + 4;
      if (byte === 43) return 62;
      if (byte === 47) return 63;
      return byte === 10 || byte === 13 || byte === 32 || byte === 9 ? -2 : -1;
    }

    /** PKCS #8 out of PEM, without making a text of it that could not be wiped. */
    function decodePEM(bytes) {
      const begin = "-----BEGIN PRIVATE KEY-----";
      if (find(bytes, "-----BEGIN ENCRYPTED PRIVATE KEY-----") >= 0) {
        throw new Fault("This key is encrypted. Sign at the terminal, or choose a key file without "
          + "a passphrase.");
      }
      if (find(bytes, "-----BEGIN OPENSSH PRIVATE KEY-----") >= 0) {
        throw new Fault("This is an OpenSSH key. Sign with it at the terminal.");
      }
      if (find(bytes, "-----BEGIN PUBLIC KEY-----") >= 0) {
        throw new Fault("This is the public half. Choose the private key file.");
      }
      const start = find(bytes, begin);
      const end = find(bytes, "-----END PRIVATE KEY-----", Math.max(0, start));
      if (start < 0 || end < 0) throw new Fault("This is no key file: no PRIVATE KEY in PEM.");
      const der = new Uint8Array(pkcs8Prefix.length + 32);
      let [held, bits, length] = [0, 0, 0];
      for (let at = start + begin.length; at < end && bytes[at] !== 61; at++) {
        const value = digitValue(bytes[at]);
        if (value === -2) continue;
        if (value === -1) throw new Fault("This key file is damaged.");
        held = (held << 6 | value) & 0xFFFF;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        if (length === der.length) throw new Fault("This is no Ed25519 key.");
        der[length++] = held >> bits & 0xFF;
      }
      if (length !== der.length || !pkcs8Prefix.every((byte, index) => der[index] === byte)) {
        der.fill(0);
        throw new Fault("This is no Ed25519 key.");
      }
      return der;
    }

    /** The private key of a file; it can sign, and not be read again. */
    async function privateKey(file) {
      if (!file) throw new Fault("Choose your key file first.");
      if (file.size > keyBytesMax) throw new Fault("This is no key file: it is too large.");
      const bytes = new Uint8Array(await file.arrayBuffer());
      let der;
      try {
        der = decodePEM(bytes);
        return await crypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, false, ["sign"]);
      } finally {
        bytes.fill(0);
        der?.fill(0);
      }
    }

    /** Whether this browser signs with Ed25519, and is asked over a way it trusts. */
    async function knowsEd25519() {
      if (!globalThis.isSecureContext || !crypto.subtle) return false;
      try {
        await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
        return true;
      } catch {
        return false;
      }
    }

    /** Which of the enrolled keys the private key is: it signs noise, which is no envelope. */
    async function enrolled(form, key) {
      const noise = new Uint8Array(64);
      noise.set(utf8.encode("phigate: which key is this\n"));
      crypto.getRandomValues(noise.subarray(32));
      const signature = await crypto.subtle.sign("Ed25519", key, noise);
      for (const item of form.querySelectorAll("data")) {
        const bytes = fromBase64(item.dataset.public);
        const open = await crypto.subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);
        if (await crypto.subtle.verify("Ed25519", open, signature, noise)) {
          return { id: item.value, assurance: item.dataset.assurance, open };
        }
      }
      throw new Fault("This key is none that is enrolled for you, or none that is strong enough "
        + "here. Nothing was signed.");
    }

    """#

  /// The statement: what the desk proposes, held against what the page shows.
  private static let statement = #"""
    const bodyBytesMax = 1 << 22;

    /** What a GET of this desk answers, as bytes. */
    async function get(address, accept) {
      let answer;
      try {
        answer = await fetch(address, { headers: { Accept: accept }, credentials: "same-origin",
          redirect: "error", cache: "no-store" });
      } catch {
        throw new Fault("The desk does not answer. Nothing was signed.");
      }
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (!answer.ok) throw new Fault(await problem(answer.status, bytes));
      if (bytes.length > bodyBytesMax) throw new Fault("The desk’s answer is too large.");
      return bytes;
    }

    /** What a problem document says, in one line. */
    async function problem(status, bytes) {
      let said = {};
      try {
        said = JSON.parse(new TextDecoder().decode(bytes));
      } catch { /* Not every refusal has a document. */ }
      const words = [said.title, said.detail, ...(Array.isArray(said.reasons) ? said.reasons : [])]
        .filter(word => typeof word === "string").join(": ");
      if (status === 401) return "Your sign-in ended. Sign in again; nothing was decided.";
      return "The desk refused (" + status + ")" + (words ? ": " + words : ".");
    }

    /** The review document, if its digest is the one that this page shows. */
    async function reviewed(form) {
      const bytes = await get("/v1/requests/" + form.dataset.request + "/review",
        "application/json");
      if (await digest(bytes) !== form.dataset.view) {
        throw new Fault("The desk’s document is not the one on this page. Nothing was signed: load "
          + "the page again and look at it anew.");
      }
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    }

    /** Refuses a statement that says anything but what the page and its document say. */
    function check(statement, form, review, key, wanted) {
      const request = review.request;
      const said = statement.predicate ?? {};
      const pairs = {
        "type": [statement._type, "https://in-toto.io/Statement/v1"],
        "predicate type": [statement.predicateType,
          "https://phigate.example/attestations/export-approval/v1"],
        "subject": [statement.subject,
          [{ name: "manifest.jsonl", digest: { sha256: form.dataset.manifest } }]],
        "manifest": [review.manifestDigest, form.dataset.manifest],
        "document": [said.reviewed,
          { viewDigest: form.dataset.view, residualFindings: review.residual }],
        "request": [said.requestId, form.dataset.request],
        "the document’s request": [request.id, form.dataset.request],
        "request digest": [said.requestDigest, review.requestDigest],
        "decision": [said.decision, wanted.decision],
        "action": [said.action, "export.release"],
        "approver": [said.approver, { principal: form.dataset.human, human: form.dataset.human,
          group: form.dataset.group, keyid: key.id }],
        "gate": [said.gate, request.gate],
        "bundle": [said.bundle, request.bundle],
        "destination": [said.destination, request.destination],
        "requester": [said.requester?.principal, request.requester.principal],
        "purpose": [said.purpose, request.purpose],
        "profile": [said.profile, request.profile],
        "policy": [said.policy?.digest, request.policy.digest],
        "rule set": [said.ruleset?.digest, request.ruleset.digest],
        "channel": [said.channel?.kind, "web"],
        "assurance": [said.channel?.assurance, key.assurance],
        "attestation": [said.attests, wanted.attests],
        "comment": [said.comment, wanted.comment],
        "uses": [said.uses, 1],
      };
      for (const [name, [found, expected]] of Object.entries(pairs)) {
        if (canonical(found ?? null) !== canonical(expected ?? null)) {
          throw new Fault("The desk asked for a signature over another " + name + " than this page "
            + "shows. Nothing was signed; tell whoever runs the desk.");
        }
      }
    }

    """#

  /// Signing and sending.
  private static let signing = #"""
    const payloadType = "application/vnd.in-toto+json";
    const envelopeBytesMax = 1 << 16;

    /** DSSE's pre-authentication encoding: type and payload with their lengths. */
    function preAuthEncoding(payload) {
      const head = "DSSEv1 " + payloadType.length + " " + payloadType + " " + payload.length + " ";
      const bytes = new Uint8Array(head.length + payload.length);
      bytes.set(utf8.encode(head));
      bytes.set(payload, head.length);
      return bytes;
    }

    /** What the person filled in; Safe Harbor is not approved without its statement. */
    function wish(form, decision) {
      const comment = form.elements.comment.value.replaceAll("\r\n", "\n").trim().toWellFormed();
      if (!comment) throw new Fault("Say why: a decision needs a reason.");
      const attest = form.elements.attest;
      if (decision === "approve" && attest && !attest.checked) {
        throw new Fault("An approval under Safe Harbor needs the statement about actual knowledge: "
          + "tick the box, or deny.");
      }
      const attests = decision === "approve" && attest ? ["no-actual-knowledge"] : [];
      return { decision, comment, attests };
    }

    /** Signs a decision; the bytes of the envelope. */
    async function sign(form, wanted) {
      const secret = await privateKey(form.querySelector("input[type=file]").files[0]);
      const key = await enrolled(form, secret);
      const review = await reviewed(form);
      const address = "/v1/requests/" + form.dataset.request + "/statement?"
        + new URLSearchParams({ decision: wanted.decision, keyid: key.id,
          group: form.dataset.group });
      const proposed = await get(address, payloadType);
      let statement;
      try {
        statement = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(proposed));
      } catch {
        throw new Fault("The desk’s statement cannot be read. Nothing was signed.");
      }
      // The reason is the person's alone: it is not sent before it is signed.
      statement.predicate.comment = wanted.comment;
      check(statement, form, review, key, wanted);
      const payload = utf8.encode(canonical(statement));
      const bytes = preAuthEncoding(payload);
      const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", secret, bytes));
      if (!await crypto.subtle.verify("Ed25519", key.open, signature, bytes)) {
        throw new Fault("The signature does not hold under your key. Nothing was sent.");
      }
      return canonical({ payload: base64(payload), payloadType,
        signatures: [{ keyid: key.id, sig: base64(signature) }] }) + "\n";
    }

    /** Sends an envelope. */
    async function send(form, envelope) {
      let answer;
      try {
        answer = await fetch("/v1/requests/" + form.dataset.request + "/decisions", {
          method: "POST", body: envelope, credentials: "same-origin", redirect: "error",
          headers: { "Content-Type": "application/json", "X-CSRF-Token": form.dataset.csrf },
        });
      } catch {
        throw new Fault("The desk does not answer. Load the page again to see whether your "
          + "decision arrived.");
      }
      if (!answer.ok) {
        throw new Fault(await problem(answer.status, new Uint8Array(await answer.arrayBuffer())));
      }
    }

    /** A signed decision out of a file, as the command line writes it. */
    async function signedElsewhere(file) {
      if (!file) throw new Fault("Choose the file of the signed decision first.");
      if (file.size > envelopeBytesMax) throw new Fault("This is no decision: it is too large.");
      const text = await file.text();
      try {
        if (JSON.parse(text).payloadType === payloadType) return text;
      } catch { /* It is none, as said below. */ }
      throw new Fault("This is no signed decision: not a DSSE envelope around a statement.");
    }

    /** Does what ends with a decision in the log, and says what came of it. */
    async function attempt(form, envelope, done) {
      const buttons = form.querySelectorAll("button");
      say("failure", "");
      say("result", "Working …");
      buttons.forEach(button => button.disabled = true);
      try {
        await send(form, await envelope());
        form.reset();
        form.hidden = true;
        say("result", done);
        await refresh();
      } catch (fault) {
        say("result", "");
        say("failure", fault instanceof Fault ? fault.message
          : "That did not work in this browser. Nothing was sent.");
        buttons.forEach(button => button.disabled = false);
      }
    }

    /** Signs and sends a decision. */
    function decide(form, decision) {
      const words = decision === "approve" ? "approval" : "denial";
      return attempt(form, () => sign(form, wish(form, decision)),
        "Signed with your key: your " + words + " is in the log.");
    }

    """#

  /// Parts of the page that follow what happens.
  private static let pages = #"""
    const policy = globalThis.trustedTypes?.createPolicy("phigate", { createHTML: text => text });
    const eventNames = ["message", "submitted", "decision", "revocation", "state", "lapsed",
      "released", "expired"];

    /** Writes a line where screen readers hear it. */
    function say(name, words) {
      const place = byId(name);
      if (place && place.textContent !== words) place.textContent = words;
    }

    /** Takes progress and state from the page as it is now; a form that somebody fills in stays. */
    async function refresh() {
      let text;
      try {
        text = new TextDecoder().decode(await get(location.pathname, "text/html"));
      } catch {
        return;
      }
      const parser = new DOMParser();
      const page = parser.parseFromString(policy ? policy.createHTML(text) : text, "text/html");
      for (const name of ["progress", "state", "question"]) {
        const [old, fresh] = [byId(name), page.getElementById(name)];
        if (old && fresh) old.replaceWith(document.adoptNode(fresh));
      }
      if (page.querySelector(".decide")) return;
      for (const form of document.querySelectorAll(".decide")) form.hidden = true;
      if (!byId("result")?.textContent) say("news", "The request is not open to you any more.");
    }

    /** Follows a request's events, as long as the page is shown. */
    function follow(section) {
      const address = "/v1/requests/" + section.dataset.request + "/events"
        + (section.dataset.after ? "?after=" + encodeURIComponent(section.dataset.after) : "");
      const source = new EventSource(address);
      let waiting = 0;
      const heard = event => {
        if (section.dataset.after && event.lastEventId === section.dataset.after) return;
        clearTimeout(waiting);
        waiting = setTimeout(async () => {
          await refresh();
          say("news", "Something happened to this request: where it stands is up to date.");
        }, 150);
      };
      for (const name of eventNames) source.addEventListener(name, heard);
      addEventListener("pagehide", () => source.close());
    }

    """#

  /// What happens when a page is there.
  private static let start = #"""
    const form = byId("key-form");
    if (form) {
      if (await knowsEd25519()) {
        byId("scripted").hidden = false;
        byId("unscripted").hidden = true;
        byId("terminal-way").open = false;
        form.addEventListener("submit", event => {
          event.preventDefault();
          decide(form, event.submitter?.value === "approve" ? "approve" : "deny");
        });
      } else {
        byId("unscripted").textContent = "This browser cannot sign with Ed25519, or reaches the "
          + "desk over a way that it does not trust: sign at the terminal.";
      }
    }
    const envelopeForm = byId("envelope-form");
    if (envelopeForm) {
      envelopeForm.hidden = false;
      envelopeForm.addEventListener("submit", event => {
        event.preventDefault();
        attempt(envelopeForm, () => signedElsewhere(byId("envelope-file").files[0]),
          "Your decision is in the log.");
      });
    }
    const news = byId("news");
    if (news && globalThis.EventSource) follow(news);

    """#
}
