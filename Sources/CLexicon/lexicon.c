#include "CLexicon.h"

#include <pthread.h>
#include <stdatomic.h>

const uint8_t phigate_lexicon[] = {
#embed "lexicon.bin"
};
const size_t phigate_lexicon_bytes = sizeof phigate_lexicon;

enum {
  /// Bits of a bitmap's index.
  place_bits = 20,
  /// The bits of a place, a state, a country and a county.
  place_mask = 7 << 6 | 7 << 16,
};

static uint64_t places[(1 << place_bits) / 64];
static pthread_once_t places_once = PTHREAD_ONCE_INIT;
static atomic_bool places_filled;

static void fill_places(void) {
  for (uint32_t bucket = 0; bucket < 65536; bucket++) {
    const size_t index = phigate_lexicon_head + 4 * (size_t)bucket;
    const uint32_t end = phigate_lexicon_number(index + 4, 4);
    for (uint32_t at = phigate_lexicon_number(index, 4); at < end; at++) {
      const size_t entry = phigate_lexicon_body + 6 * (size_t)at;
      if (!(phigate_lexicon_number(entry + 3, 3) & place_mask)) continue;
      // The bucket is the hash's highest 16 bits, the entry's key the 24 below.
      const uint32_t bit = bucket << (place_bits - 16) |
                           phigate_lexicon_number(entry, 3) >> (24 - (place_bits - 16));
      places[bit / 64] |= 1ull << (bit & 63);
    }
  }
  atomic_store_explicit(&places_filled, 1, memory_order_release);
}

int phigate_lexicon_may_be_place(uint64_t hash) {
  if (!atomic_load_explicit(&places_filled, memory_order_acquire))
    pthread_once(&places_once, fill_places);
  const uint64_t bit = phigate_lexicon_spread(hash) >> (64 - place_bits);
  return places[bit / 64] >> (bit & 63) & 1;
}
