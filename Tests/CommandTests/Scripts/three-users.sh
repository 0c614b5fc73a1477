#!/usr/bin/env bash
# The whole loop with three users of the system: scanner, gate and approvers. Needs root.
# usage: three-users.sh PHIGATE LANDING FOLDER
# What each user can do and, more, cannot do is tried here with ordinary tools as well as with phigate.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "three-users: needs root" >&2; exit 77; }
binary=$1 landing=$2 work=$3
scanner=61101 gate=61102 people=61103
# Whoever works on stages is in this group; the stage alone is shared.
stages=61100
mkdir -p "$work"
chmod 755 "$work"
# The binary may lie in a folder that other users cannot enter.
cp "$binary" "$work/phigate"
chmod 755 "$work/phigate"
cp -r "$landing" "$work/landing"
chmod -R a+rX,a-w "$work/landing"
unset PHIGATE_CONFIG PHIGATE_STATE STATE_DIRECTORY

as() { local user=$1; shift; setpriv --reuid "$user" --regid "$user" --groups "$stages" --no-new-privs env -u TMPDIR HOME=/nonexistent "$@"; }

# Runs a command as a user and insists on its exit code; with a code of the form 6:name also on the reason.
expect() {
  local wanted=${1%%:*} reason=${1#*:} user=$2 code=0
  shift 2
  as "$user" "$@" >"$work/out" 2>&1 || code=$?
  if [ "$code" != "$wanted" ]; then
    echo "three-users: exit $code instead of $wanted: $*" >&2
    cat "$work/out" >&2
    exit 1
  fi
  if [ "$reason" != "$wanted" ] && ! grep -q "$reason" "$work/out"; then
    echo "three-users: reason $reason is not named: $*" >&2
    cat "$work/out" >&2
    exit 1
  fi
}
refused() {
  local user=$1
  shift
  if as "$user" "$@" >/dev/null 2>&1; then
    echo "three-users: user $user could: $*" >&2
    exit 1
  fi
}

install -d -o $gate -g $gate -m 755 "$work/gate"
install -d -o $scanner -g $stages -m 2775 "$work/stages"
install -d -o $people -g $people -m 700 "$work/keys"
config=$work/gate/config/phigate.yml
root_key=$work/administrator/root.pem

# The gate's user makes the gate; the root key moves to the administrator, off the gate.
expect 0 $gate "$work/phigate" init "$work/gate"
install -d -m 700 "$work/administrator"
install -m 600 "$work/gate/keys/root.pem" "$root_key"
rm "$work/gate/keys/root.pem"
for person in okafor lindqvist; do
  expect 0 $people "$work/phigate" key new --out "$work/keys/$person.pem" --public "$work/keys/$person.pub"
  install -o $gate -g $gate -m 644 "$work/keys/$person.pub" "$work/gate/$person.pub"
done
for pair in okafor:privacy lindqvist:data-owner; do
  expect 0 $gate "$work/phigate" trust add-human "${pair%%:*}" --group "${pair##*:}" --config "$config"
  expect 0 $gate "$work/phigate" trust add-key "${pair%%:*}" "$work/gate/${pair%%:*}.pub" --config "$config"
done
# Root keys and configuration are the administrator's: the gate reads them and cannot change them.
chown -R 0:0 "$work/gate/config"
"$work/phigate" trust sign --key "$root_key" --config "$config" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
for place in config config/trust.json config/phigate.yml; do
  refused $gate sh -c "if [ -d '$work/gate/$place' ]; then : > '$work/gate/$place/planted'; else : >> '$work/gate/$place'; fi"
done
# The scanner has settings of its own, which name no state and no gate key, and its copy of the site key.
install -d -m 755 "$work/scanner"
install -o $scanner -g $scanner -m 600 "$work/gate/state/site.key" "$work/scanner/site.key"
sed -e '/^gate:/,$d' -e "s|^key: .*|key: '$work/scanner/site.key'|" "$config" >"$work/scanner/phigate.yml"
chmod 644 "$work/scanner/phigate.yml"

# The scanner stages; it can write neither state nor trust nor destination nor landing zone.
expect 3 $scanner "$work/phigate" scan "$work/landing" --stage "$work/stages/night" --config "$work/scanner/phigate.yml"
for place in state state/audit.sqlite config config/trust.json config/phigate.yml released checkpoints; do
  refused $scanner sh -c "if [ -d '$work/gate/$place' ]; then : > '$work/gate/$place/planted'; else : >> '$work/gate/$place'; fi"
done
refused $scanner sh -c ": > '$work/landing/planted'"
refused $scanner cat "$work/gate/state/gate.pem"
refused $scanner sh -c "cat '$work/gate'/state/*.pem"
for command in request release intake; do
  code=0
  arguments=("$work/stages/night")
  [ $command = intake ] || arguments+=(--destination research)
  [ $command = request ] && arguments+=(--purpose "cohort")
  as $scanner "$work/phigate" $command "${arguments[@]}" --config "$config" >"$work/out" 2>&1 || code=$?
  [ "$code" != 0 ] || { echo "three-users: the scanner could $command" >&2; exit 1; }
done
[ -z "$(ls -A "$work/gate/released")" ]

# The scanner hands the stage over: the gate writes its request and the people's envelopes into it.
as $scanner chmod -R g+rX "$work/stages/night"
as $scanner chmod g+w "$work/stages/night"
expect 0 $gate "$work/phigate" request "$work/stages/night" --destination research --purpose "weekly cohort" --config "$config"
expect 6 $gate "$work/phigate" release "$work/stages/night" --destination research --config "$config"

# People sign with their own keys, from the manifest and the request alone; they cannot touch the gate.
install -d -o $people -g $people -m 755 "$work/envelopes"
for person in okafor lindqvist; do
  expect 0 $people "$work/phigate" approve "$work/stages/night" --as $person --key "$work/keys/$person.pem" \
    --comment "samples checked" --out "$work/envelopes/$person.dsse.json"
  refused $gate cat "$work/keys/$person.pem"
  install -o $gate -g $gate -m 644 -D "$work/envelopes/$person.dsse.json" "$work/stages/night/approvals/$person.dsse.json"
done
refused $people sh -c ": > '$work/gate/released/planted'"
refused $people cat "$work/gate/state/gate.pem"

expect 0 $gate "$work/phigate" release "$work/stages/night" --destination research --config "$config"
[ "$(ls "$work/gate/released" | wc -l)" = 1 ]
expect 0 $gate "$work/phigate" audit verify --config "$config"
refused $scanner sh -c ": > '$work/gate/released/'*/planted"

# A gate whose state belongs to it takes no other state or configuration from the environment or a flag.
expect 2:override_refused $gate env "PHIGATE_STATE=$work/elsewhere" "$work/phigate" release "$work/stages/night" --destination research --config "$config"

# Trust that others may write is refused.
chmod o+w "$work/gate/config/trust.json"
code=0
as $gate "$work/phigate" release "$work/stages/night" --destination research --config "$config" >"$work/out" 2>&1 || code=$?
[ "$code" = 2 ] || { echo "three-users: writable trust ended with $code" >&2; exit 1; }
echo "three users: each could do its part and nothing else"
