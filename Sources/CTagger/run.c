#include "CTagger.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#ifdef PHIGATE_TAG_TRAINING
/// scripts/train measures weights before it writes them.
const uint8_t *phigate_tag_loaded;
#define WEIGHTS phigate_tag_loaded
#else
const uint8_t phigate_tag_weights[] = {
#embed "weights.bin"
};
const size_t phigate_tag_weights_bytes = sizeof phigate_tag_weights;
#define WEIGHTS phigate_tag_weights
#endif

typedef phigate_tag_word word;

enum {
  labels = phigate_tag_labels,
  /// Bytes before the number of slots, the transitions, the powers and the slots.
  slots_at = 8,
  transitions_at = 16,
  powers_at = transitions_at + 4 * labels * labels,
  /// Powers exp(-k / 16) of k = 0, 1, …
  powers = 256,
  entries_at = powers_at + 4 * powers + 4,
  chain_max = phigate_tag_chain_max,
  /// Words on both sides of a cut that are computed twice, so that where it stands does not matter.
  overlap = 16,
};

static inline uint32_t number(size_t offset) {
  const uint8_t *at = WEIGHTS + offset;
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline uint64_t entry(size_t slot) {
  const size_t at = entries_at + 8 * slot;
  return (uint64_t)number(at) | (uint64_t)number(at + 4) << 32;
}

/// The table's entries at four in ten of its slots, 512 KiB, filled once: each at its home or the slot
/// behind it, so that a search reads two neighbours and does not branch. The few that found both taken
/// stand in a table of their own, and their homes are marked.
enum { wide_bits = 16, wide_slots = 1 << wide_bits, more_slots = 1 << 13 };
static uint64_t wide[wide_slots + 1], more[more_slots];
static uint64_t crowded[wide_slots / 64];
static pthread_once_t wide_once = PTHREAD_ONCE_INIT;
/// Fills what a walk over a chain multiplies with.
static void fill_steps(void);

static inline uint32_t print_of(uint64_t found) { return (uint32_t)(found & 0xFFFFFF); }

static inline uint32_t home(uint32_t print) { return print >> (24 - wide_bits); }

/// Where a feature stands in `more`, or the free slot at which it would.
static inline uint64_t *place_in_more(uint32_t print) {
  uint32_t at = print & (more_slots - 1);
  while (more[at] && print_of(more[at]) != print) at = (at + 1) & (more_slots - 1);
  return &more[at];
}

static void fill_wide(void) {
  fill_steps();
  const uint32_t slots = number(slots_at);
  uint32_t rest = 0;
  // First those that find their homes free, so that most do.
  for (int round = 0; round < 2; round++)
    for (uint32_t slot = 0; slot < slots; slot++) {
      const uint64_t found = entry(slot);
      const uint32_t at = home(print_of(found));
      if (!print_of(found) || wide[at] == found) continue;
      if (!wide[at + round]) {
        wide[at + round] = found;
      } else if (round > 0) {
        // A search must end; weights that do not fit would be other weights.
        if (++rest > more_slots / 2) abort();
        *place_in_more(print_of(found)) = found;
        crowded[at / 64] |= 1ull << (at & 63);
      }
    }
}

typedef int8_t narrow __attribute__((vector_size(8)));
typedef int16_t sums __attribute__((vector_size(16)));

/// The bytes of an entry, the last five of which are weights.
static inline sums weights_in(uint64_t found) {
  narrow bytes;
  memcpy(&bytes, &found, sizeof bytes);
  return __builtin_convertvector(bytes, sums);
}

/// The entry of a feature; 0 where it has none.
static inline uint64_t entry_of(uint32_t print) {
  const uint32_t at = home(print);
  const uint64_t one = wide[at], two = wide[at + 1];
  const uint64_t is_one = -(uint64_t)(print_of(one) == print);
  const uint64_t is_two = -(uint64_t)(print_of(two) == print);
  uint64_t found = (one & is_one) | (two & is_two);
  if (__builtin_expect(crowded[at / 64] >> (at & 63) & 1, 0) && !found)
    found = *place_in_more(print);
  return found;
}

/// Likelihoods that were computed before, by everything that a feature reads: as many as fit beside
/// the table in a core's cache. Text repeats itself; lines of logs differ in their digits alone.
struct phigate_tag_memory {
  struct {
    phigate_tag_key key;
    uint32_t likely[labels];
    uint32_t is_filled;
  } entries[1 << 12];
};

phigate_tag_memory *phigate_tag_memory_make(void) { return calloc(1, sizeof(phigate_tag_memory)); }

void phigate_tag_memory_free(phigate_tag_memory *memory) { free(memory); }

/// The likelihood of each label by the word alone, the best one 2^30.
static void emit(const word *words, size_t count, size_t index, uint32_t *out) {
  uint32_t prints[phigate_tag_features_max];
  const int n = phigate_tag_features(words, count, index, prints);
  sums all = {0};
  for (int i = 0; i < n; i++) __builtin_prefetch(&wide[home(prints[i])]);
  // At most 80 features of at most 127: sixteen bits hold every sum.
  for (int i = 0; i < n; i++) all += weights_in(entry_of(prints[i] ? prints[i] : 1));
  enum { first = 3 };
  int32_t best = all[first];
  for (int y = 1; y < labels; y++) best = all[first + y] > best ? all[first + y] : best;
  for (int y = 0; y < labels; y++) {
    const int32_t below = best - all[first + y];
    out[y] = below < powers ? number(powers_at + 4 * (size_t)below) : 1;
  }
}

/// The same, from `memory` where it was computed before.
static void recall(const word *words, size_t count, size_t index, const uint64_t *faces,
                   phigate_tag_memory *memory, uint32_t *out) {
  if (!memory || words[index].shape == phigate_shape_rule) {
    emit(words, count, index, out);
    return;
  }
  const phigate_tag_key key = phigate_tag_key_of(&words[index], faces);
  uint64_t h = 0;
  for (int i = 0; i < phigate_tag_key_words; i++)
    h ^= (key.words[i] ^ key.words[i] >> 29) * (0x9E3779B97F4A7C15ull + 2 * (uint64_t)i);
  h = (h ^ h >> 32) * 0xBF58476D1CE4E5B9ull;
  const size_t slot = h >> 40 & (sizeof memory->entries / sizeof *memory->entries - 1);
  uint64_t differs = !memory->entries[slot].is_filled;
  for (int i = 0; i < phigate_tag_key_words; i++)
    differs |= key.words[i] ^ memory->entries[slot].key.words[i];
  if (differs) {
    emit(words, count, index, memory->entries[slot].likely);
    memory->entries[slot].key = key;
    memory->entries[slot].is_filled = 1;
  }
  for (int y = 0; y < labels; y++) out[y] = memory->entries[slot].likely[y];
}

/// A number for each label; the lanes behind the last label are zero.
enum { lanes = 8, words_max = chain_max + 2 * overlap };
typedef uint32_t narrow_lanes __attribute__((vector_size(4 * lanes)));
typedef uint64_t wide_lanes __attribute__((vector_size(8 * lanes)));

/// The weights of every label behind one, and of one behind every label.
static narrow_lanes steps_from[labels], steps_to[labels];
/// How many of these numbers the processor multiplies at a time: 2, 4 or 8.
static int width = 2;

static void fill_steps(void) {
  for (int x = 0; x < labels; x++)
    for (int y = 0; y < labels; y++)
      steps_from[x][y] = steps_to[y][x] = number(transitions_at + 4 * (size_t)(x * labels + y));
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) width = 4;
  if (width == 4 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq"))
    width = 8;
#endif
}

#define INLINE static inline __attribute__((always_inline))

#define WIDE(values) __builtin_convertvector(values, wide_lanes)

/// Shifts so that the largest lies between 2^29 and 2^30.
INLINE void normalise(const wide_lanes *values, narrow_lanes *out) {
  uint64_t all = 1;
  for (int y = 0; y < labels; y++) all |= (*values)[y];
  const int shift = 34 - __builtin_clzll(all);
  const wide_lanes shifted = shift > 0 ? *values >> (uint64_t)shift : *values << (uint64_t)-shift;
  *out = __builtin_convertvector(shifted, narrow_lanes);
}

/// `255 * part / all`, rounded down; `part` is at most `all`, which is below 2^56.
INLINE uint8_t share(uint64_t part, uint64_t all, double inverse) {
  const uint64_t wanted = 255 * part;
  if (wanted < all) return 0;
  uint64_t guess = (uint64_t)((double)wanted * inverse);
  if (guess * all > wanted) guess--;
  if ((guess + 1) * all <= wanted) guess++;
  return (uint8_t)guess;
}

/// Forward and backward over `n` words; fills the probabilities of those from `from` to `to`.
INLINE void walk(word *words, size_t n, const narrow_lanes *likely, size_t from, size_t to) {
  narrow_lanes ahead[words_max], back = {0};
  wide_lanes next = WIDE(likely[0]);
  normalise(&next, &ahead[0]);
  for (size_t i = 1; i < n; i++) {
    wide_lanes sum = {0};
    for (int x = 0; x < labels; x++) sum += (uint64_t)ahead[i - 1][x] * WIDE(steps_from[x]);
    next = (sum >> 24) * WIDE(likely[i]) >> 30;
    normalise(&next, &ahead[i]);
  }
  for (int y = 0; y < labels; y++) back[y] = 1u << 29;
  for (size_t i = n; i-- > 0;) {
    if (i >= from && i < to) {
      const wide_lanes product = WIDE(ahead[i]) * WIDE(back) >> 8;
      uint64_t sum = 0;
      for (int y = 0; y < labels; y++) sum += product[y];
      const double inverse = sum ? 1.0 / (double)sum : 0;
      for (int y = 0; y < labels; y++)
        words[i].probability[y] = sum ? share(product[y], sum, inverse) : 0;
    }
    const wide_lanes here = WIDE(likely[i]) * WIDE(back) >> 30;
    wide_lanes sum = {0};
    for (int y = 0; y < labels; y++) sum += here[y] * WIDE(steps_to[y]);
    next = sum >> 24;
    normalise(&next, &back);
  }
}

#define WALK(name)                                                                        \
  static void name(word *words, size_t n, const narrow_lanes *likely, size_t from, size_t to) { \
    walk(words, n, likely, from, to);                                                     \
  }

WALK(walk_by_two)
#if defined(__x86_64__)
__attribute__((target("avx2"))) WALK(walk_by_four)
__attribute__((target("avx2,avx512f,avx512vl,avx512dq"))) WALK(walk_by_eight)
#else
#define walk_by_four walk_by_two
#define walk_by_eight walk_by_two
#endif

/// Forward and backward over words `first` to `last`; fills those from `from` to `to`.
static void chain(word *words, size_t count, size_t first, size_t last, size_t from, size_t to,
                  phigate_tag_memory *memory) {
  narrow_lanes likely[words_max];
  uint64_t faces[words_max + 2 * phigate_tag_face_reach];
  const size_t n = last - first;
  phigate_tag_faces(words, count, first, last, faces);
  for (size_t i = 0; i < n; i++) {
    uint32_t own[labels];
    recall(words, count, first + i, &faces[i + phigate_tag_face_reach], memory, own);
    likely[i] = (narrow_lanes){0};
    for (int y = 0; y < labels; y++) likely[i][y] = own[y];
  }
  (width == 8 ? walk_by_eight : width == 4 ? walk_by_four : walk_by_two)(
      &words[first], n, likely, from - first, to - first);
}

void phigate_tag_run(word *words, size_t count, phigate_tag_memory *memory) {
  pthread_once(&wide_once, fill_wide);
  size_t done = 0, first = 0;
  int is_cut = 0;
  for (;;) {
    const size_t last = phigate_tag_next(words, count, done, &first);
    if (last == done) return;
    const size_t before = is_cut && first == done ? (first < overlap ? first : overlap) : 0;
    is_cut = last - first == chain_max && last < count;
    const size_t behind = is_cut ? (count - last < overlap ? count - last : overlap) : 0;
    chain(words, count, first - before, last + behind, first, last, memory);
    done = last;
  }
}
