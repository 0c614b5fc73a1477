#!/usr/bin/env bash
# Files that are no key of the viewer's, each in another way.
# usage: keys.sh FOLDER
set -euo pipefail
cd "$1"
openssl genpkey -quiet -algorithm ed25519 -out stranger.pem
openssl pkey -in key.pem -aes256 -passout pass:invented -out encrypted.pem
openssl genpkey -quiet -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out rsa.pem
openssl genpkey -quiet -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out p256.pem
ssh-keygen -q -t ed25519 -N '' -C invented -f openssh
sed '2s/^M/!/' key.pem > damaged.pem
sed '2s/....$//' key.pem > short.pem
echo 'no key at all' > text.txt
{ cat key.pem; head -c 8192 /dev/zero | tr '\0' '\n'; } > large.pem
