// Checks an exported log with the packages that check Go's own: golang.org/x/mod/sumdb/note and tlog.
// usage: GO111MODULE=off GOPATH=/usr/share/gocode go run sumdb.go EXPORT [WITNESS-VKEY]
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, values ...any) {
	fmt.Printf(format+"\n", values...)
	os.Exit(1)
}

func read(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		fail("%v", err)
	}
	return data
}

// witness verifies cosignature/v1 of c2sp.org/tlog-cosignature, which these packages do not know.
type witness struct {
	name string
	key  ed25519.PublicKey
}

func newWitness(vkey string) witness {
	parts := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		fail("no witness key: %s", vkey)
	}
	return witness{parts[0], ed25519.PublicKey(key[1:])}
}

func (w witness) Name() string { return w.name }

func (w witness) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(w.name+"\n\x04"), w.key...))
	return binary.BigEndian.Uint32(sum[:4])
}

func (w witness) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig[:8]), msg)
	return ed25519.Verify(w.key, []byte(text), sig[8:])
}

// memory holds the hashes of a tree in the order in which tlog numbers them.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		found = append(found, m[index])
	}
	return found, nil
}

type checkpoint struct {
	size int64
	root tlog.Hash
}

func parse(text string) checkpoint {
	lines := strings.Split(text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("size: %v", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		fail("root: %v", err)
	}
	return checkpoint{size, root}
}

func hashes(lines []string) []tlog.Hash {
	var found []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			fail("hash: %v", err)
		}
		found = append(found, hash)
	}
	return found
}

func main() {
	here := os.Args[1]
	gate, err := note.NewVerifier(strings.TrimSpace(string(read(here, "gate-key.note"))))
	if err != nil {
		fail("gate key: %v", err)
	}
	known := map[int64]checkpoint{}
	files, _ := filepath.Glob(filepath.Join(here, "checkpoints", "*.checkpoint"))
	for _, file := range files {
		opened, err := note.Open(read(file), note.VerifierList(gate))
		if err != nil {
			fail("%s: %v", file, err)
		}
		found := parse(opened.Text)
		known[found.size] = found
	}
	rows := bytes.Split(bytes.TrimSuffix(read(here, "rows.jsonl"), []byte("\n")), []byte("\n"))
	var stored memory
	for index, row := range rows {
		more, err := tlog.StoredHashes(int64(index), row, stored)
		if err != nil {
			fail("row %d: %v", index, err)
		}
		stored = append(stored, more...)
	}
	for size, found := range known {
		if size > int64(len(rows)) {
			fail("%d rows of %d", len(rows), size)
		}
		root, err := tlog.TreeHash(size, stored)
		if err != nil || root != found.root {
			fail("checkpoint of %d rows: another root %v", size, err)
		}
	}
	proofs, _ := filepath.Glob(filepath.Join(here, "proofs", "*.tlog-proof"))
	for _, file := range proofs {
		head, text, _ := strings.Cut(string(read(file)), "\n\n")
		opened, err := note.Open([]byte(text), note.VerifierList(gate))
		if err != nil {
			fail("%s: %v", file, err)
		}
		lines := strings.Split(head, "\n")
		index, _ := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
		at := parse(opened.Text)
		if err := tlog.CheckRecord(hashes(lines[2:]), at.size, at.root, index, tlog.RecordHash(rows[index])); err != nil {
			fail("%s: %v", file, err)
		}
	}
	grown, _ := filepath.Glob(filepath.Join(here, "consistency", "*.proof"))
	for _, file := range grown {
		lines := strings.Split(strings.TrimSpace(string(read(file))), "\n")
		old, _ := strconv.ParseInt(lines[1], 10, 64)
		new, _ := strconv.ParseInt(lines[2], 10, 64)
		if err := tlog.CheckTree(hashes(lines[3:]), new, known[new].root, old, known[old].root); err != nil {
			fail("%s: %v", file, err)
		}
	}
	cosigned, _ := filepath.Glob(filepath.Join(here, "cosigned", "*.checkpoint"))
	for _, file := range cosigned {
		if len(os.Args) < 3 {
			fail("no witness key for %s", file)
		}
		opened, err := note.Open(read(file), note.VerifierList(gate, newWitness(os.Args[2])))
		if err != nil || len(opened.Sigs) != 2 {
			fail("%s: %v", file, err)
		}
	}
	fmt.Printf("%d rows, %d checkpoints, %d inclusions, %d consistencies, %d cosigned: sumdb agrees\n",
		len(rows), len(known), len(proofs), len(grown), len(cosigned))
}
