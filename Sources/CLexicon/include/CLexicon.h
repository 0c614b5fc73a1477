#ifndef PHIGATE_CLEXICON_H
#define PHIGATE_CLEXICON_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// The compiled lexicon: a read-only table made by scripts/lexicon, which describes its layout.
extern const uint8_t phigate_lexicon[];
/// Its length in bytes.
extern const size_t phigate_lexicon_bytes;

enum {
  /// Bytes before the index of buckets.
  phigate_lexicon_head = 16,
  /// Bytes before the entries.
  phigate_lexicon_body = 16 + 4 * 65537,
};

/// A little-endian number of the table.
static inline uint32_t phigate_lexicon_number(size_t offset, int bytes) {
  uint32_t value = 0;
  for (int i = 0; i < bytes; i++) value |= (uint32_t)phigate_lexicon[offset + i] << (8 * i);
  return value;
}

/// Copies the whole table to `out`, which has room for `phigate_lexicon_bytes`.
static inline void phigate_lexicon_copy(uint8_t *out) {
  memcpy(out, phigate_lexicon, phigate_lexicon_bytes);
}

/// The hash of a hash that entries are in the order of.
static inline uint64_t phigate_lexicon_spread(uint64_t hash) {
  uint64_t h = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDull;
  return h ^ h >> 33;
}

/// Whether an entry with a place, a state or a country may have the hash: no is certain.
///
/// For phrases, nearly all of which are in no lexicon: a bitmap of 128 KiB, made at the first call, says
/// so eleven times in twelve.
int phigate_lexicon_may_be_place(uint64_t hash);

/// The bands of a word by its hash; 0 for a word that is not in the table.
static inline uint32_t phigate_lexicon_find(uint64_t hash) {
  const uint64_t h = phigate_lexicon_spread(hash);
  const size_t bucket = phigate_lexicon_head + 4 * (size_t)(h >> 48);
  const uint32_t key = (uint32_t)(h >> 24) & 0xFFFFFF;
  uint32_t low = phigate_lexicon_number(bucket, 4);
  const uint32_t high = phigate_lexicon_number(bucket + 4, 4);
  // A bucket holds four or five entries: a walk is quicker than a search.
  for (; low < high; low++) {
    const size_t entry = phigate_lexicon_body + 6 * (size_t)low;
    const uint32_t found = phigate_lexicon_number(entry, 3);
    if (found == key) return phigate_lexicon_number(entry + 3, 3);
    if (found > key) break;
  }
  return 0;
}
#endif
