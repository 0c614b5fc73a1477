#include "CTagger.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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
  /// Bytes before the number of features, how they are written, the transitions, the powers and the features.
  features_at = 8,
  step_bits_at = 12,
  transitions_at = 16,
  powers_at = transitions_at + 4 * labels * labels,
  /// Powers exp(-k / 16) of k = 0, 1, …
  powers = 256,
  entries_at = powers_at + 4 * powers,
  /// Bits of the lower part of a weight.
  weight_bits = 3,
  chain_max = phigate_tag_chain_max,
  /// Words on both sides of a cut that are computed twice, so that where it stands does not matter.
  overlap = 16,
};

static inline uint32_t number(size_t offset) {
  const uint8_t *at = WEIGHTS + offset;
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/// A feature as it is compiled in: its fingerprint and what it adds to each label.
typedef struct {
  uint32_t print;
  int8_t weights[labels];
} weighed;

/// Reads bits, the lowest of a byte first.
typedef struct {
  size_t at;
  uint64_t bits;
  int count;
} bit_reader;

static inline uint32_t bits_of(bit_reader *r, int n) {
  while (r->count < n) {
    r->bits |= (uint64_t)WEIGHTS[r->at++] << r->count;
    r->count += 8;
  }
  const uint32_t value = (uint32_t)(r->bits & ((1ull << n) - 1));
  r->bits >>= n;
  r->count -= n;
  return value;
}

/// A number of Rice's code: ones up to a zero, then `low` bits.
static inline uint32_t rice(bit_reader *r, int low) {
  uint32_t high = 0;
  while (bits_of(r, 1)) high++;
  return high << low | bits_of(r, low);
}

/// The next feature behind one with the fingerprint `before`.
static weighed next_feature(bit_reader *r, uint32_t before, int step_bits) {
  weighed found = {.print = before + 1 + rice(r, step_bits)};
  const uint32_t which = bits_of(r, labels);
  int values[labels] = {0}, low = 0, high = 0;
  for (int y = 0; y < labels; y++) {
    if (!(which >> y & 1)) continue;
    const int folded = (int)rice(r, weight_bits) + 1;
    values[y] = folded & 1 ? -(folded + 1) / 2 : folded / 2;
    low = values[y] < low ? values[y] : low;
    high = values[y] > high ? values[y] : high;
  }
  // What is added to all labels alike changes nothing, and so the range fits into eight bits.
  for (int y = 0; y < labels; y++) found.weights[y] = (int8_t)(values[y] - (low + high) / 2);
  return found;
}

/// The table at some six in ten of its slots, 1 MiB, filled once: each feature at its home or the slot behind
/// it, so that a search reads two neighbours and does not branch. The few that found both taken stand in a
/// table of their own, and their homes are marked.
///
/// An entry is the lower 24 bits of a fingerprint and the weights; the other bits are those of its home.
enum { wide_bits = 17, wide_slots = 1 << wide_bits, more_slots = 1 << 15, tag_bits = 24 };
_Static_assert(phigate_tag_print_bits - wide_bits < tag_bits, "a home's last bits are in the entry");
static uint64_t wide[wide_slots + 1], more[more_slots];
static uint32_t more_prints[more_slots];
static uint64_t crowded[wide_slots / 64];
static pthread_once_t wide_once = PTHREAD_ONCE_INIT;
/// Fills what a walk over a chain multiplies with.
static void fill_steps(void);

static inline uint32_t tag_of(uint64_t entry) { return (uint32_t)(entry & ((1u << tag_bits) - 1)); }

static inline uint32_t home(uint32_t print) { return print >> (phigate_tag_print_bits - wide_bits); }

/// Where a feature stands in `more`, or the free slot at which it would.
static inline uint32_t place_in_more(uint32_t print) {
  uint32_t at = print & (more_slots - 1);
  while (more[at] && more_prints[at] != print) at = (at + 1) & (more_slots - 1);
  return at;
}

static uint64_t entry_for(const weighed *feature) {
  uint64_t entry = tag_of(feature->print);
  for (int y = 0; y < labels; y++)
    entry |= (uint64_t)(uint8_t)feature->weights[y] << (tag_bits + 8 * y);
  return entry;
}

static void fill_wide(void) {
  fill_steps();
  const uint32_t count = number(features_at);
  const int step_bits = (int)number(step_bits_at);
  uint32_t rest = 0;
  // First those that find their homes free, so that most do.
  for (int round = 0; round < 2; round++) {
    bit_reader reader = {.at = entries_at};
    weighed feature = {.print = UINT32_MAX};
    for (uint32_t i = 0; i < count; i++) {
      feature = next_feature(&reader, feature.print, step_bits);
      const uint64_t found = entry_for(&feature);
      const uint32_t at = home(feature.print);
      if (wide[at] == found) continue;
      if (!wide[at + round]) {
        wide[at + round] = found;
      } else if (round > 0) {
        // A search must end; weights that do not fit would be other weights.
        if (++rest > more_slots / 2) abort();
        const uint32_t place = place_in_more(feature.print);
        more[place] = found;
        more_prints[place] = feature.print;
        crowded[at / 64] |= 1ull << (at & 63);
      }
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
  const uint64_t is_one = -(uint64_t)(tag_of(one) == tag_of(print));
  const uint64_t is_two = -(uint64_t)(tag_of(two) == tag_of(print));
  uint64_t found = (one & is_one) | (two & is_two);
  if (__builtin_expect(crowded[at / 64] >> (at & 63) & 1, 0) && !found)
    found = more[place_in_more(print)];
  return found;
}

/// The likelihoods of a word by itself.
typedef struct {
  phigate_tag_key key;
  uint32_t likely[labels];
  uint32_t is_filled;
} judged;

_Static_assert(sizeof(judged) == 64, "a line of cache");

/// Likelihoods that were computed before, by everything that a feature reads: those of a block's words, so that
/// they are there when it is scanned again as it was masked. Lines of logs differ in their digits alone.
struct phigate_tag_memory {
  judged entries[1 << 14];
  /// Those of findings of other rules, by their kind, of which features read nothing else.
  judged rules[1 << 8];
};

phigate_tag_memory *phigate_tag_memory_make(void) { return calloc(1, sizeof(phigate_tag_memory)); }

void phigate_tag_memory_free(phigate_tag_memory *memory) { free(memory); }

/// How many 64-bit numbers the processor multiplies at a time: 2, 4 or 8.
static int width = 2;

/// The byte of an entry at which its weights begin.
enum { first_weight = 3 };

/// The sums of the weights of some features, by label.
static void add_plainly(const uint64_t *features, int n, int32_t *out) {
  uint32_t prints[phigate_tag_features_max];
  sums all = {0};
  for (int i = 0; i < n; i++) {
    prints[i] = phigate_tag_print(features[i]);
    __builtin_prefetch(&wide[home(prints[i])]);
  }
  // At most 80 features of at most 127: sixteen bits hold every sum.
  for (int i = 0; i < n; i++) all += weights_in(entry_of(prints[i]));
  for (int y = 0; y < labels; y++) out[y] = all[first_weight + y];
}

#if defined(__x86_64__)
#define BY_EIGHT __attribute__((target("avx2,avx512f,avx512vl,avx512dq,avx512bw,avx512cd")))

/// The same, eight fingerprints at a time and both places of an entry at once.
BY_EIGHT static void add_by_eight(const uint64_t *features, int n, int32_t *out) {
  uint32_t prints[phigate_tag_features_max];
  for (int i = 0; i < n; i++) prints[i] = phigate_tag_print(features[i]);
  const __m128i tags = _mm_set1_epi64x((1 << tag_bits) - 1);
  // The bytes of entries at odd and at even places, sixteen bits each.
  __m128i odd = _mm_setzero_si128(), even = odd;
  for (int i = 0; i < n; i++) {
    const uint32_t at = home(prints[i]);
    const __m128i pair = _mm_loadu_si128((const __m128i *)(const void *)&wide[at]);
    const __m128i is_it = _mm_cmpeq_epi64(_mm_and_si128(pair, tags),
                                          _mm_set1_epi64x((long long)tag_of(prints[i])));
    __m128i found = _mm_and_si128(pair, is_it);
    if (__builtin_expect(crowded[at / 64] >> (at & 63) & 1, 0) && _mm_testz_si128(is_it, is_it))
      found = _mm_cvtsi64_si128((long long)more[place_in_more(prints[i])]);
    odd = _mm_add_epi16(odd, _mm_srai_epi16(found, 8));
    even = _mm_add_epi16(even, _mm_srai_epi16(_mm_slli_epi16(found, 8), 8));
  }
  int16_t odds[8], evens[8];
  _mm_storeu_si128((__m128i *)(void *)odds, odd);
  _mm_storeu_si128((__m128i *)(void *)evens, even);
  for (int y = 0; y < labels; y++) {
    const int place = first_weight + y, at = place / 2;
    out[y] = place & 1 ? odds[at] + odds[at + 4] : evens[at] + evens[at + 4];
  }
}
#endif

/// The likelihood of each label by the word alone, the best one 2^30.
static void emit(const word *words, size_t count, size_t index, uint32_t *out) {
  uint64_t features[phigate_tag_features_max];
  const int n = phigate_tag_values(words, count, index, features);
  int32_t all[labels];
#if defined(__x86_64__)
  if (width == 8) add_by_eight(features, n, all);
  else
#endif
    add_plainly(features, n, all);
  int32_t best = all[0];
  for (int y = 1; y < labels; y++) best = all[y] > best ? all[y] : best;
  for (int y = 0; y < labels; y++) {
    const int32_t below = best - all[y];
    out[y] = below < powers ? number(powers_at + 4 * (size_t)below) : 1;
  }
}

/// A number for each label; the lanes behind the last label are zero.
enum { lanes = 8, words_max = chain_max + 2 * overlap };
typedef uint32_t narrow_lanes __attribute__((vector_size(4 * lanes)));
typedef uint64_t wide_lanes __attribute__((vector_size(8 * lanes)));

/// The weights of every label behind one, and of one behind every label.
static narrow_lanes steps_from[labels], steps_to[labels];
static void fill_steps(void) {
  for (int x = 0; x < labels; x++)
    for (int y = 0; y < labels; y++)
      steps_from[x][y] = steps_to[y][x] = number(transitions_at + 4 * (size_t)(x * labels + y));
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) width = 4;
  if (width == 4 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512cd"))
    width = 8;
#endif
}

#define INLINE static inline __attribute__((always_inline))

#define WIDE(values) __builtin_convertvector(values, wide_lanes)

typedef uint64_t four_lanes __attribute__((vector_size(32)));
typedef uint64_t two_lanes __attribute__((vector_size(16)));

INLINE uint64_t any_of(const wide_lanes *values) {
  const four_lanes half = __builtin_shufflevector(*values, *values, 0, 1, 2, 3) |
                          __builtin_shufflevector(*values, *values, 4, 5, 6, 7);
  const two_lanes two =
      __builtin_shufflevector(half, half, 0, 1) | __builtin_shufflevector(half, half, 2, 3);
  return two[0] | two[1];
}

INLINE uint64_t sum_of(const wide_lanes *values) {
  const four_lanes half = __builtin_shufflevector(*values, *values, 0, 1, 2, 3) +
                          __builtin_shufflevector(*values, *values, 4, 5, 6, 7);
  const two_lanes two =
      __builtin_shufflevector(half, half, 0, 1) + __builtin_shufflevector(half, half, 2, 3);
  return two[0] + two[1];
}

/// Shifts so that the largest lies between 2^29 and 2^30.
INLINE void normalise(const wide_lanes *values, narrow_lanes *out) {
  // To the highest bit and back, so that nothing depends on which way it goes.
  const uint64_t shift = (uint64_t)__builtin_clzll(any_of(values) | 1);
  *out = __builtin_convertvector(*values << shift >> 34, narrow_lanes);
}

typedef double float_lanes __attribute__((vector_size(8 * lanes)));

/// `255 * part / all`, rounded down, of every lane; `all` is above 0, below 2^56 and no less than a lane.
INLINE void shares(const wide_lanes *parts, uint64_t all, wide_lanes *out) {
  const wide_lanes wanted = *parts * 255;
  const double inverse = 1.0 / (double)all;
  wide_lanes guess =
      __builtin_convertvector(__builtin_convertvector(wanted, float_lanes) * inverse, wide_lanes);
  guess += (wide_lanes)(guess * all > wanted);
  guess -= (wide_lanes)((guess + 1) * all <= wanted);
  *out = guess & (wide_lanes)(wanted >= all);
}

/// Fills the probabilities of a word from what the likelihoods of its labels come to.
INLINE void fill_probabilities(const wide_lanes *product, word *out) {
  const uint64_t sum = sum_of(product);
  wide_lanes parts = {0};
  if (sum) shares(product, sum, &parts);
  for (int y = 0; y < labels; y++) out->probability[y] = (uint8_t)parts[y];
}

/// Forward and backward over `n` words; fills the probabilities of those from `from` to `to`.
INLINE void walk(word *words, size_t n, const narrow_lanes *likely, size_t from, size_t to) {
  narrow_lanes ahead[words_max], behind[words_max];
  narrow_lanes front, back = {0};
  wide_lanes next = WIDE(likely[0]);
  normalise(&next, &front);
  for (int y = 0; y < labels; y++) back[y] = 1u << 29;
  ahead[0] = front;
  behind[n - 1] = back;
  // Both ways at once: neither waits for the other.
  for (size_t i = 1; i < n; i++) {
    const size_t j = n - i;
    const narrow_lanes here =
        __builtin_convertvector(WIDE(likely[j]) * WIDE(back) >> 30, narrow_lanes);
    wide_lanes sum = {0}, other = {0};
    for (int x = 0; x < labels; x++) {
      sum += (uint64_t)front[x] * WIDE(steps_from[x]);
      other += (uint64_t)here[x] * WIDE(steps_to[x]);
    }
    next = (sum >> 24) * WIDE(likely[i]) >> 30;
    normalise(&next, &front);
    ahead[i] = front;
    next = other >> 24;
    normalise(&next, &back);
    behind[j - 1] = back;
  }
  for (size_t i = from; i < to; i++) {
    const wide_lanes product = WIDE(ahead[i]) * WIDE(behind[i]) >> 8;
    fill_probabilities(&product, &words[i]);
  }
}

#define WALK(name)                                                                        \
  static void name(word *words, size_t n, const narrow_lanes *likely, size_t from, size_t to) { \
    walk(words, n, likely, from, to);                                                     \
  }

WALK(walk_by_two)
#if defined(__x86_64__)
__attribute__((target("avx2"))) WALK(walk_by_four)

/// `normalise`, without a way out of the vector.
BY_EIGHT INLINE __m512i normalised_by_eight(__m512i values) {
  __m512i any = _mm512_or_si512(values, _mm512_shuffle_i64x2(values, values, 0x4E));
  any = _mm512_or_si512(any, _mm512_shuffle_i64x2(any, any, 0xB1));
  any = _mm512_or_si512(any, _mm512_shuffle_epi32(any, _MM_PERM_BADC));
  any = _mm512_or_si512(any, _mm512_set1_epi64(1));
  return _mm512_srli_epi64(_mm512_sllv_epi64(values, _mm512_lzcnt_epi64(any)), 34);
}

/// A label's lane in all lanes.
#define LANE(values, lane) _mm512_permutexvar_epi64(_mm512_set1_epi64(lane), values)

/// The sum of what every label comes to by the steps from it; `steps` as wide lanes.
BY_EIGHT INLINE __m512i stepped(__m512i values, const __m512i *steps) {
  const __m512i one = _mm512_mul_epu32(LANE(values, 0), steps[0]);
  const __m512i two = _mm512_mul_epu32(LANE(values, 1), steps[1]);
  const __m512i three = _mm512_mul_epu32(LANE(values, 2), steps[2]);
  const __m512i four = _mm512_mul_epu32(LANE(values, 3), steps[3]);
  const __m512i five = _mm512_mul_epu32(LANE(values, 4), steps[4]);
  return _mm512_srli_epi64(
      _mm512_add_epi64(_mm512_add_epi64(_mm512_add_epi64(one, two), _mm512_add_epi64(three, four)),
                       five),
      24);
}

BY_EIGHT INLINE __m512i widened(const narrow_lanes *values) {
  return _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(const void *)values));
}

/// `walk`, the same numbers.
BY_EIGHT static void walk_by_eight(word *words, size_t n, const narrow_lanes *likely, size_t from,
                                   size_t to) {
  _Static_assert(labels == 5, "stepped adds up five");
  __m512i ahead[words_max], behind[words_max], ways[labels], ways_back[labels];
  for (int x = 0; x < labels; x++) {
    ways[x] = widened(&steps_from[x]);
    ways_back[x] = widened(&steps_to[x]);
  }
  __m512i front = normalised_by_eight(widened(&likely[0]));
  __m512i back = _mm512_maskz_set1_epi64((1 << labels) - 1, 1 << 29);
  ahead[0] = front;
  behind[n - 1] = back;
  for (size_t i = 1; i < n; i++) {
    const size_t j = n - i;
    front = _mm512_mullo_epi64(stepped(front, ways), widened(&likely[i]));
    front = normalised_by_eight(_mm512_srli_epi64(front, 30));
    ahead[i] = front;
    const __m512i here = _mm512_srli_epi64(_mm512_mul_epu32(widened(&likely[j]), back), 30);
    back = normalised_by_eight(stepped(here, ways_back));
    behind[j - 1] = back;
  }
  for (size_t i = from; i < to; i++) {
    const wide_lanes product =
        (wide_lanes)_mm512_srli_epi64(_mm512_mul_epu32(ahead[i], behind[i]), 8);
    fill_probabilities(&product, &words[i]);
  }
}
#else
#define walk_by_four walk_by_two
#define walk_by_eight walk_by_two
#endif

/// The likelihoods as lanes.
INLINE void fill_lanes(const judged *from, narrow_lanes *out) {
  // Half a line of cache: the last number of the key, the likelihoods, whether it is filled.
  narrow_lanes end;
  memcpy(&end, (const uint8_t *)from + sizeof *from - sizeof end, sizeof end);
  const narrow_lanes nothing = {0};
  *out = __builtin_shufflevector(end, nothing, 2, 3, 4, 5, 6, 8, 8, 8);
}

/// Judges a word by its features.
static __attribute__((noinline)) void judge(const word *words, size_t count, size_t index,
                                            judged *out) {
  emit(words, count, index, out->likely);
  out->is_filled = 1;
}

/// Fills the likelihoods of words `first` to `last`, from `memory` where they were computed before.
INLINE void recall(const word *words, size_t count, size_t first, size_t last,
                   phigate_tag_memory *memory, narrow_lanes *out) {
  uint64_t faces[words_max + 2 * phigate_tag_face_reach];
  phigate_tag_key keys[words_max];
  uint32_t hashes[words_max];
  enum { slots = sizeof memory->entries / sizeof *memory->entries };
  const size_t n = last - first;
  phigate_tag_faces(words, count, first, last, faces);
  phigate_tag_keys(&words[first], n, faces, keys, hashes);
  // What is looked for should be there when it is read.
  for (size_t i = 0; i < n; i++) __builtin_prefetch(&memory->entries[hashes[i] % slots]);
  for (size_t i = 0; i < n; i++) {
    const word *const w = &words[first + i];
    judged *known = &memory->entries[hashes[i] % slots];
    if (w->shape == phigate_shape_rule) {
      known = &memory->rules[w->rule];
      if (!known->is_filled) judge(words, count, first + i, known);
    } else {
      uint64_t differs = !known->is_filled;
      for (int k = 0; k < phigate_tag_key_words; k++) differs |= keys[i].words[k] ^ known->key.words[k];
      if (differs) {
        judge(words, count, first + i, known);
        known->key = keys[i];
      }
    }
    fill_lanes(known, &out[i]);
  }
}

/// Forward and backward over words `first` to `last`; fills those from `from` to `to`.
static void chain(word *words, size_t count, size_t first, size_t last, size_t from, size_t to,
                  phigate_tag_memory *memory) {
  narrow_lanes likely[words_max];
  if (memory) {
    recall(words, count, first, last, memory, likely);
  } else {
    for (size_t i = first; i < last; i++) {
      judged alone;
      judge(words, count, i, &alone);
      fill_lanes(&alone, &likely[i - first]);
    }
  }
  (width == 8 ? walk_by_eight : width == 4 ? walk_by_four : walk_by_two)(
      &words[first], last - first, likely, from - first, to - first);
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
