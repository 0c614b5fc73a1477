#!/usr/bin/env bash
# Stages that are old go, but none that is locked or whose request is open.
# usage: prune.sh PHIGATE WORK
set -euo pipefail
phigate=$1 work=$2
mkdir -p "$work"
unset PHIGATE_CONFIG PHIGATE_STATE STATE_DIRECTORY
config=$work/config/phigate.yml

expect() {
  local wanted=$1 code=0
  shift
  "$phigate" "$@" >"$work/out" 2>"$work/err" || code=$?
  [ "$code" = "$wanted" ] || { echo "$* ended with $code, not $wanted"; cat "$work/out" "$work/err"; exit 1; }
}
says() { grep -qF -- "$1" "$work/out" "$work/err" || { echo "nobody says: $1"; cat "$work/out" "$work/err"; exit 1; }; }
age() { sed -i 's/"finished":"[^"]*"/"finished":"2020-01-02T03:04:05Z"/' "$work/stages/$1/run.json"; }
prune() { expect 0 stage prune --older 30d --config "$config" "$@"; }

expect 0 init "$work" --single-user
for person in m.okafor:privacy j.lindqvist:data-owner; do
  name=${person%%:*}
  expect 0 key new --out "$work/keys/$name.pem" --public "$work/keys/$name.pub"
  expect 0 trust add-human "$name" --group "${person##*:}" --config "$config"
  expect 0 trust add-key "$name" "$work/keys/$name.pub" --config "$config"
done
expect 0 trust sign --key "$work/keys/root.pem" --config "$config"
mkdir "$work/landing" "$work/stages"
echo 'mail nurse@example.org' >"$work/landing/note.txt"
for name in old young asked denied locked broken; do
  expect 0 scan "$work/landing" --stage "$work/stages/$name" --config "$config" --full
done
for name in asked denied; do
  expect 0 request "$work/stages/$name" --destination research --purpose "weekly" --config "$config"
done
expect 0 deny "$work/stages/denied" --as m.okafor --key "$work/keys/m.okafor.pem" --comment "not now"
expect 0 intake "$work/stages/denied" --config "$config"
for name in old asked denied locked; do age "$name"; done
sed -i 's/"finished"/"ended"/' "$work/stages/broken/run.json"
printf '7\nfar\nx\n2026-01-01T00:00:00Z\n' >"$work/stages/locked.lock"

# Nothing goes where it is only asked what would.
prune --dry-run
says "would prune  2020-01-02T03:04:05Z  "
says "kept         2020-01-02T03:04:05Z  its request is open"
says "the stage is locked by process 7 on far since 2026-01-01T00:00:00Z"
says "run.json does not say when it ended"
says "phigate: 2 stages would be pruned, 3 kept, 1 younger"
[ "$(ls "$work/stages")" = "$(printf '%s\n' asked broken denied locked locked.lock old young)" ]

# Where no configuration says where the log is, nobody knows which requests are open.
expect 0 stage prune "$work/stages" --older 30d --state "$work/state" --dry-run
says "a request, and no audit log that says whether it is open"
says "phigate: 1 stages would be pruned, 4 kept, 1 younger"

prune --json
[ "$(grep -c '"type":"pruned"' "$work/out")" = 2 ]
[ "$(grep -c '"type":"kept"' "$work/out")" = 3 ]
tail -n 1 "$work/out" | grep -qxF '{"type":"exit","code":0,"reasons":[]}'
[ "$(ls "$work/stages")" = "$(printf '%s\n' asked broken locked locked.lock young)" ]

# The log and what it names are as they were, and what was pruned is forgotten.
expect 0 audit verify --config "$config"
rm "$work/stages/locked.lock"
prune "$work/stages"
says "phigate: 1 stages pruned, 2 kept, 1 younger"
[ "$(ls "$work/stages")" = "$(printf '%s\n' asked broken young)" ]
prune
says "phigate: 0 stages pruned, 2 kept, 1 younger"

# What a killed prune left beside a place goes with the next one.
mkdir -p "$work/stages/young.pruned/data"
prune
[ ! -e "$work/stages/young.pruned" ]

for wrong in 30 30m d -1d 0d 1000000d; do
  expect 2 stage prune "--older=$wrong" --config "$config"
  says "nothing was removed"
done
expect 2 stage prune --config "$config"
