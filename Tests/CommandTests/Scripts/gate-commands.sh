#!/usr/bin/env bash
# The gate's commands as people and jobs use them: status, intake, abandoning, pages of commands, witnesses.
# usage: gate-commands.sh PHIGATE DIR PART     PART: releases, commands, witness
set -euo pipefail
phigate=$1
dir=$2
part=$3
unset PHIGATE_CONFIG PHIGATE_STATE STATE_DIRECTORY
umask 027
# Runs a command, insists on its exit code and keeps what it said.
step() {
  local wanted=$1 code=0
  shift
  "$phigate" "$@" >"$dir/said" 2>"$dir/complained" || code=$?
  if [ "$code" != "$wanted" ]; then
    echo "gate-commands: expected $wanted, had $code: $*"
    cat "$dir/said" "$dir/complained"
    exit 1
  fi
}
says() { grep -q -- "$1" "$dir/said" "$dir/complained" || { echo "gate-commands: no \"$1\" in"; cat "$dir/said" "$dir/complained"; exit 1; }; }
silent() { if grep -q -- "$1" "$dir/said" "$dir/complained"; then echo "gate-commands: \"$1\" in"; cat "$dir/said"; exit 1; fi; }

step 0 init "$dir/gate" --single-user
config=$dir/gate/config/phigate.yml
for person in m.okafor:privacy j.lindqvist:data-owner; do
  name=${person%%:*}
  step 0 key new --out "$dir/$name.pem" --public "$dir/$name.pub"
  step 0 trust add-human "$name" --group "${person##*:}" --config "$config"
  step 0 trust add-key "$name" "$dir/$name.pub" --config "$config"
done
mkdir -p "$dir/bin" "$dir/landing"
# Both end the gate that started them, as a crash would.
printf '#!/bin/sh\nkill -9 "$PPID"\n' >"$dir/bin/crash"
printf '#!/bin/sh\necho "$1:$(cat)" >> "%s/ran"\n' "$dir" >"$dir/bin/tell"
chmod 755 "$dir/bin/crash" "$dir/bin/tell"
step 0 key new --out "$dir/witness.pem" --public "$dir/witness.pub"
python3 - "$dir/gate/config/trust.json.draft" "$dir" "$part" <<'END'
import hashlib, json, subprocess, sys
path, here, part = sys.argv[1:]
draft = json.load(open(path))
draft["actions"] = [{"id": "tell", "programs": [here + "/bin/tell", here + "/bin/crash"], "environment": ["CASE"]}]
draft["destinations"].append(dict(draft["destinations"][0], id="stream", uri=f"exec:{here}/bin/crash"))
if part == "witness":
    der = subprocess.run(["openssl", "pkey", "-pubin", "-in", here + "/witness.pub", "-outform", "DER"], capture_output=True, check=True)
    draft["witnesses"] = [{"keyid": hashlib.sha256(der.stdout).hexdigest(), "publicKey": open(here + "/witness.pub").read()}]
json.dump(draft, open(path, "w"))
END
step 0 trust sign --key "$dir/gate/keys/root.pem" --config "$config"
printf 'seen on 03/04/2024 by nobody\n' >"$dir/landing/a.txt"
approve() { step 0 approve "$1" --as m.okafor --key "$dir/m.okafor.pem" --comment "agreed"; step 0 approve "$1" --as j.lindqvist --key "$dir/j.lindqvist.pem" --comment "agreed"; }
stage() { step 0 scan "$dir/landing" --stage "$dir/$1" --config "$config"; step 0 request "$dir/$1" --destination "$2" --purpose "a cohort" --config "$config"; }

releases() {
  step 0 status --config "$config"
  says "nothing is pending"
  stage one research
  step 0 status --config "$config"
  says "bundle-"
  step 0 status "$dir/one" --config "$config"
  says "open        1 of privacy: m.okafor"
  says "open        1 of data-owner: j.lindqvist"
  step 0 status "$dir/one" --json --config "$config"
  says '"approvals":\[\],"denied":false,"open":\[{"group":"privacy","missing":1}.*"release":"waiting"'
  says '{"type":"exit","code":0,"reasons":\[\]}'
  # A year against which nobody is older than 89, chosen by whoever wrote the manifest.
  cp -r "$dir/one" "$dir/old"
  rm "$dir/old/request.json"
  year=$(grep -o '"referenceYear":[0-9]*' "$dir/one/manifest.jsonl" | cut -d: -f2)
  for past in 1950 "$((year - 2))"; do
    sed "1s/\"referenceYear\":$year/\"referenceYear\":$past/" "$dir/one/manifest.jsonl" >"$dir/old/manifest.jsonl"
    step 6 request "$dir/old" --destination research --purpose "a cohort" --config "$config"
    says reference_year
  done
  sed "1s/\"referenceYear\":$year/\"referenceYear\":$((year - 1))/" "$dir/one/manifest.jsonl" >"$dir/old/manifest.jsonl"
  step 0 request "$dir/old" --destination research --purpose "a cohort" --config "$config"
  rm -r "$dir/old"
  # Decided elsewhere; whatever lies in approvals/ counts once it was taken in.
  step 0 approve "$dir/one" --as m.okafor --key "$dir/m.okafor.pem" --comment agreed --out "$dir/one.dsse.json"
  step 0 intake "$dir/one" --config "$config"
  silent "approve  m.okafor"
  mkdir -p "$dir/one/approvals"
  cp "$dir/one.dsse.json" "$dir/one/approvals/"
  step 0 status "$dir/one" --config "$config"
  says "1 of privacy: m.okafor"
  step 0 intake "$dir/one" --json --config "$config"
  says '"decision":"approve","human":"m.okafor","reasons":\[\]'
  step 0 intake "$dir/one" --config "$config"
  silent "approve  m.okafor"
  says "approved    m.okafor"
  # The same by somebody who only says so.
  sed 's/"sig":"./"sig":"*/' "$dir/one.dsse.json" >"$dir/one/approvals/forged.dsse.json"
  step 6 intake "$dir/one" --json --config "$config"
  says '"reasons":\["envelope_invalid"\]'
  step 6 release "$dir/one" --destination research --config "$config"
  says envelope_invalid
  says "next: take the file away"
  rm "$dir/one/approvals/forged.dsse.json"
  rm "$dir/one/approvals/one.dsse.json"
  step 0 status "$dir/one" --config "$config"
  says "approved    m.okafor"
  # Nothing of it broke off.
  step 2 release "$dir/one" --destination research --abandon --config "$config"
  says "broke off"
  step 2 release "$dir/one" --destination research --abandon --dry-run --config "$config"
  step 6 release "$dir/one" --destination stream --abandon --config "$config"
  says destination_mismatch
  step 0 approve "$dir/one" --as j.lindqvist --key "$dir/j.lindqvist.pem" --comment agreed
  step 0 release "$dir/one" --destination research --config "$config"
  step 0 status "$dir/one" --config "$config"
  says "released    its approvals are used"
  silent "^open"
  step 2 release "$dir/one" --destination research --abandon --config "$config"

  # A gate that dies while a stream is taken: nobody can tell what left.
  stage two stream
  approve "$dir/two"
  step 137 release "$dir/two" --destination stream --config "$config"
  step 6 release "$dir/two" --destination stream --config "$config"
  says release_unfinished
  step 0 status --config "$config"
  says "to stream"
  step 0 status "$dir/two" --config "$config"
  says "begun       nothing says how it ended"
  step 6 release "$dir/two" --destination research --abandon --config "$config"
  step 0 release "$dir/two" --destination stream --abandon --json --config "$config"
  says '"type":"abandoned"'
  step 6 release "$dir/two" --destination stream --config "$config"
  says token_spent
  step 0 status "$dir/two" --config "$config"
  says "failed      its approvals are used"
  step 0 status --config "$config"
  silent "to stream"
  step 0 audit verify --config "$config"
  step 0 audit log --config "$config"
  says release.abandoned
}

commands() {
  cd "$dir"
  step 0 run --action tell --ask "$dir/ask" --purpose "case <4711>" --config "$config" -- "$dir/bin/tell" "two words"
  step 2 run --action tell --ask "$dir/ask" --approved "$dir/ask" --purpose p --config "$config" -- "$dir/bin/tell" "two words"
  step 2 run --action tell --abandon "$dir/ask" --config "$config"
  step 0 status --config "$config"
  says "command  .* as tell"
  step 0 status --json --config "$config"
  says '"type":"pending-command"'
  step 0 status "$dir/ask" --config "$config"
  says "open        1 of privacy: m.okafor"
  step 0 status "$dir/ask" --json --config "$config"
  says '"command":"waiting","denied":false'
  # The page is made of the document that decisions name.
  step 0 review "$dir/ask" --html "$dir/ask.html" --json
  says "\"viewDigest\":\"$("$phigate" review "$dir/ask" --json | head -n 1 | tr -d '\n' | sha256sum | cut -d' ' -f1)\""
  says "\"sha256\":\"$(sha256sum <"$dir/ask.html" | cut -d' ' -f1)\""
  grep -q 'case &lt;4711&gt;' "$dir/ask.html"
  grep -q '>two words<' "$dir/ask.html"
  step 2 review "$dir/ask" --html "$dir/ask.html"
  step 2 review "$dir/ask" --against "$dir/ask"
  step 0 approve "$dir/ask" --as m.okafor --key "$dir/m.okafor.pem" --comment agreed
  step 0 intake "$dir/ask" --json --config "$config"
  says '"decision":"approve","human":"m.okafor"'
  step 0 intake "$dir/ask" --config "$config"
  says "approved    m.okafor"
  says "open        1 of data-owner: j.lindqvist"
  cp "$dir/ask/approvals/"*.dsse.json "$dir/kept"
  sed 's/"sig":"./"sig":"*/' "$dir/kept" >"$dir/ask/approvals/forged.dsse.json"
  step 6 intake "$dir/ask" --config "$config"
  says envelope_invalid
  rm "$dir/ask/approvals/forged.dsse.json"
  step 0 approve "$dir/ask" --as j.lindqvist --key "$dir/j.lindqvist.pem" --comment agreed
  echo "nobody approved this" | "$phigate" run --action tell --approved "$dir/ask" --config "$config" -- "$dir/bin/tell" "two words"
  [ "$(cat "$dir/ran")" = "two words:" ]
  step 0 status "$dir/ask" --config "$config"
  says "ended"

  # A gate that dies while the command runs.
  step 0 run --action tell --ask "$dir/crash" --purpose "case 4711" --config "$config" -- "$dir/bin/crash"
  approve "$dir/crash"
  step 137 run --action tell --approved "$dir/crash" --config "$config" -- "$dir/bin/crash"
  step 6 run --action tell --approved "$dir/crash" --config "$config" -- "$dir/bin/crash"
  says token_spent
  step 0 status "$dir/crash" --config "$config"
  says "begun"
  step 0 run --action tell --abandon "$dir/crash" --config "$config"
  says "abandoned: request"
  step 2 run --action tell --abandon "$dir/crash" --config "$config"
  step 0 status --config "$config"
  says "nothing is pending"
  step 0 audit verify --config "$config"
  step 0 evidence --from 2020-01-01 --to 2100-01-01 --framework soc2 --json --config "$config"
  says '"count":1,"id":"commands-broken-off"'
}

witness() {
  # Asks for what a witness has to see first.
  stage one research
  approve "$dir/one"
  step 6 release "$dir/one" --destination research --config "$config"
  says witness_missing
  step 0 audit export --bundle "$dir/export" --config "$config"
  gatekey=$dir/export/gate-key.pem
  place=$dir/gate/checkpoints
  sizes=$(ls "$place" | sed -n 's/.*-\([0-9]*\)\.checkpoint$/\1/p' | sort -n)
  first=$(echo "$sizes" | head -n 1)
  last=$(echo "$sizes" | tail -n 1)
  stem=$(ls "$place" | sed -n "s/-$first\.checkpoint$//p")
  cosign() { local code=$1; shift; step "$code" audit cosign "$@" --gate-key "$gatekey" --key "$dir/witness.pem" --name witness.example/1; }

  step 0 audit proof --from "$first" --to "$last" --config "$config"
  cp "$dir/said" "$dir/proof"
  head -n 3 "$dir/proof" | tr '\n' ' ' | grep -qx "phigate-consistency/v1 $first $last "
  step 2 audit proof --from "$last" --to "$((last + 1))" --config "$config"
  step 2 audit proof --from "$last" --to "$first" --config "$config"

  cosign 0 "$place/$stem-$first.checkpoint" --out "$dir/first.cosigned"
  says "nothing to compare with"
  says "cosigned: $first rows of"
  cosign 2 "$place/$stem-$first.checkpoint" --out "$dir/first.cosigned"
  cosign 2 "$place/$stem-$last.checkpoint" --after "$dir/first.cosigned" --out "$dir/x"
  cosign 0 "$place/$stem-$last.checkpoint" --after "$dir/first.cosigned" --proof "$dir/proof" --out "$dir/last.cosigned"
  silent "nothing to compare with"
  # Another proof, another key, a checkpoint whose size was edited.
  sed '$d' "$dir/proof" >"$dir/short"
  cosign 5 "$place/$stem-$last.checkpoint" --after "$dir/first.cosigned" --proof "$dir/short" --out "$dir/x"
  says log_forked
  step 5 audit cosign "$place/$stem-$last.checkpoint" --gate-key "$dir/m.okafor.pub" --key "$dir/witness.pem" --name witness.example/1 --out "$dir/x"
  says log_checkpoint_invalid
  sed '2s/$/0/' "$place/$stem-$last.checkpoint" >"$dir/edited"
  cosign 5 "$dir/edited" --out "$dir/x"
  says log_checkpoint_invalid
  cosign 2 "$dir/nowhere" --out "$dir/x"
  [ ! -e "$dir/x" ]

  # The witness saw the log before the request only; then after it.
  cp "$dir/first.cosigned" "$place/$stem-$first.cosigned"
  step 6 release "$dir/one" --destination research --config "$config"
  says witness_missing
  cp "$dir/last.cosigned" "$place/$stem-$last.cosigned"
  step 0 audit verify --config "$config"
  says "cosigned by a witness"
  step 0 release "$dir/one" --destination research --config "$config"
}

"$part"
