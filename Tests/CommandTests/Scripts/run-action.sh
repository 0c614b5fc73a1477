#!/usr/bin/env bash
# A privileged command from asking to running, by the program alone: as approved, edited, twice, unapproved.
# usage: run-action.sh PHIGATE DIR
set -euo pipefail
phigate=$1
dir=$2
unset PHIGATE_CONFIG PHIGATE_STATE STATE_DIRECTORY
umask 027
step() {
  local wanted=$1 code=0
  shift
  "$phigate" "$@" >"$dir/said" 2>&1 || code=$?
  if [ "$code" != "$wanted" ]; then
    echo "run-action: expected $wanted, had $code: $*"
    cat "$dir/said"
    exit 1
  fi
}
says() { grep -q -- "$1" "$dir/said" || { echo "run-action: no \"$1\" in"; cat "$dir/said"; exit 1; }; }

mkdir -p "$dir/bin"
printf '#!/bin/sh\necho "$1:$CASE:$SECRET" >> "%s/ran"\nexit "$2"\n' "$dir" >"$dir/bin/open-case"
chmod 755 "$dir/bin/open-case"
step 0 init "$dir/gate" --single-user
config=$dir/gate/config/phigate.yml
for person in m.okafor:privacy j.lindqvist:data-owner; do
  name=${person%%:*}
  step 0 key new --out "$dir/$name.pem" --public "$dir/$name.pub"
  step 0 trust add-human "$name" --group "${person##*:}" --config "$config"
  step 0 trust add-key "$name" "$dir/$name.pub" --config "$config"
done
python3 - "$dir/gate/config/trust.json.draft" "$dir/bin/open-case" <<'END'
import json, sys
draft = json.load(open(sys.argv[1]))
draft["actions"] = [{"id": "unmask", "programs": [sys.argv[2]], "environment": ["CASE"]}]
json.dump(draft, open(sys.argv[1], "w"))
END
step 0 trust diff --config "$config"
says "action is added"
step 0 trust sign --key "$dir/gate/keys/root.pem" --config "$config"
export CASE=4711 SECRET=hidden
cd "$dir"
approve() {
  step 0 approve "$1" --as m.okafor --key "$dir/m.okafor.pem" --comment "agreed"
  step 0 approve "$1" --as j.lindqvist --key "$dir/j.lindqvist.pem" --comment "agreed"
}

step 2 run --action unknown --ask "$dir/one" --purpose "case 4711" --config "$config" -- "$dir/bin/open-case" a 0
says action_unknown
step 0 run --action unmask --ask "$dir/one" --purpose "case 4711" --config "$config" -- "$dir/bin/open-case" a 0
step 0 review "$dir/one"
says "word 1      a"
says "CASE=4711"
step 6 run --action unmask --approved "$dir/one" --config "$config" -- "$dir/bin/open-case" a 0
says approval_missing
step 6 approve "$dir/one" --as "user-$(id -u)" --key "$dir/m.okafor.pem" --comment "mine"
approve "$dir/one"
step 5 run --action unmask --approved "$dir/one" --config "$config" -- "$dir/bin/open-case" b 0
says action_mismatch
CASE=4712 step 5 run --action unmask --approved "$dir/one" --config "$config" -- "$dir/bin/open-case" a 0
(cd / && step 5 run --action unmask --approved "$dir/one" --config "$config" -- "$dir/bin/open-case" a 0)
step 0 run --action unmask --approved "$dir/one" --dry-run --config "$config" -- "$dir/bin/open-case" a 0
[ ! -e "$dir/ran" ]
step 0 run --action unmask --approved "$dir/one" --config "$config" -- "$dir/bin/open-case" a 0
[ "$(cat "$dir/ran")" = "a:4711:" ]
step 6 run --action unmask --approved "$dir/one" --config "$config" -- "$dir/bin/open-case" a 0
says token_spent
[ "$(wc -l <"$dir/ran")" = 1 ]

# A command that fails is said, and kept.
step 0 run --action unmask --ask "$dir/two" --purpose "case 4711" --config "$config" -- "$dir/bin/open-case" a 9
approve "$dir/two"
step 74 run --action unmask --approved "$dir/two" --config "$config" -- "$dir/bin/open-case" a 9
says "it ended with 9"
step 0 audit verify --config "$config"
step 0 audit log --config "$config"
says action.end
step 0 audit export --bundle "$dir/export" --config "$config"
(cd "$dir/export" && sha256sum --quiet -c SHA256SUMS && python3 verify_log.py)
