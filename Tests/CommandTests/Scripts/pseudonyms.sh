#!/usr/bin/env bash
# The whole loop under limited-data-set and expert: scan, request, approve, refuse what was forged, release.
# usage: pseudonyms.sh PHIGATE LANDING FOLDER
set -euo pipefail
phigate=$1 landing=$2 work=$3
mkdir -p "$work"
unset PHIGATE_CONFIG PHIGATE_STATE STATE_DIRECTORY
umask 027

# Runs phigate and insists on its exit code; with a code of the form 5:name also on the reason.
expect() {
  local wanted=${1%%:*} reason=${1#*:} code=0
  shift
  "$phigate" "$@" >"$work/out" 2>&1 || code=$?
  if [ "$code" != "$wanted" ] || { [ "$reason" != "$wanted" ] && ! grep -q "$reason" "$work/out"; }; then
    echo "pseudonyms: exit $code instead of $wanted ($reason): $*" >&2
    cat "$work/out" >&2
    exit 1
  fi
}

# Makes a gate whose destination accepts a profile, with the paper that it needs.
gate() {
  local place=$1 profile=$2 paper=$3
  expect 0 init "$place" --single-user
  for person in m.okafor:privacy j.lindqvist:data-owner "user-$(id -u):privacy"; do
    local name=${person%%:*}
    expect 0 key new --out "$place/keys/$name.pem" --public "$place/keys/$name.pub"
    expect 0 trust add-human "$name" --group "${person##*:}" --config "$place/config/phigate.yml"
    expect 0 trust add-key "$name" "$place/keys/$name.pub" --config "$place/config/phigate.yml"
  done
  python3 - "$place/config/trust.json.draft" "$profile" "$paper" <<'PY'
import json, sys
path, profile, paper = sys.argv[1:]
draft = json.load(open(path))
for place in draft["destinations"]:
    place["accepts"] = ["safe-harbor", profile]
    place[paper] = {"reference": "0" * 64, "expires": "2099-01-01T00:00:00Z"}
json.dump(draft, open(path, "w"))
PY
  expect 0 trust sign --key "$place/keys/root.pem" --config "$place/config/phigate.yml"
  python3 - "$place/config/phigate.yml" "$profile" <<'PY'
import sys
path, profile = sys.argv[1:]
text = open(path).read().replace("profile: safe-harbor", f"profile: {profile}")
if profile == "expert":
    text += """
masking:
  {NAME: pseudonym, LOCATION.city: keep, LOCATION.zip: zip3, DATE: date-shift, MRN: fpe, PHONE: pseudonym,
   EMAIL: pseudonym, SSN: remove, ACCOUNT: fill, shiftDays: 90, scope: study-7}
"""
open(path, "w").write(text)
PY
}

# Scans, asks, approves, and releases.
loop() {
  local place=$1 config=$1/config/phigate.yml
  expect 3 scan "$landing" --stage "$place/stage" --config "$config"
  cp "$work/out" "$place/scan.log"
  [ -f "$place/stage/seal.json" ]
  expect 0 manifest verify "$place/stage"
  # Whoever lacks the key can make no stage: the seal is missing, of another manifest, or edited.
  cp -r "$place/stage" "$place/forged"
  rm "$place/forged/seal.json"
  expect 5:seal_mismatch request "$place/forged" --destination research --purpose cohort --config "$config"
  sed 's/"seal":"./"seal":"x/' "$place/stage/seal.json" > "$place/forged/seal.json"
  expect 5:seal_mismatch request "$place/forged" --destination research --purpose cohort --config "$config"
  expect 0 request "$place/stage" --destination research --purpose cohort --config "$config"
  for person in m.okafor j.lindqvist; do
    expect 0 approve "$place/stage" --as $person --key "$place/keys/$person.pem" --comment "samples checked"
  done
  # An original in the place of a copy, after everybody approved.
  cp -r "$place/stage" "$place/tampered"
  cp "$landing/hl7/oru-r01.hl7" "$place/tampered/data/hl7/oru-r01.hl7"
  expect 5 release "$place/tampered" --destination research --config "$config"
  # Another key does not know the surrogates again.
  cp "$place/state/site.key" "$place/site.key"
  head -c 32 /dev/zero > "$place/state/site.key"
  expect 6:key_mismatch release "$place/stage" --destination research --config "$config"
  cp "$place/site.key" "$place/state/site.key"
  # Other settings are not the ones that were approved.
  cp "$config" "$place/kept.yml"
  sed -i 's/^providers: mask/providers: keep/' "$config"
  expect 6:settings_mismatch release "$place/stage" --destination research --config "$config"
  cp "$place/kept.yml" "$config"
  expect 0 release "$place/stage" --destination research --config "$config"
  expect 0 audit verify --config "$config"
}

gate "$work/limited" limited-data-set dua
loop "$work/limited"
gate "$work/expert" expert determination
loop "$work/expert"

# Without a key there are no pseudonyms.
expect 2:"needs the site key" scan "$landing" --stage "$work/none" --profile limited-data-set
[ ! -e "$work/none" ]
