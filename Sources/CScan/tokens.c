#include "CScanTokens.h"

#include <string.h>

#include "CScan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define WITH_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define WITH_AVX512 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512vl")))
#endif

#define INLINE static inline __attribute__((always_inline))

typedef phigate_classes (*classifier)(const uint8_t *);

INLINE uint64_t mixed(uint64_t hash, uint64_t group) {
  const uint64_t product = (hash ^ group) * 0x9E3779B97F4A7C15u;
  return product ^ product >> 32;
}

// Up to eight bytes as a little-endian number, zeros behind them.
INLINE uint64_t group_of(const uint8_t *bytes, size_t count, size_t start, size_t length) {
  uint64_t group = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (__builtin_expect(start + 8 <= count, 1)) {
    memcpy(&group, bytes + start, 8);
    return group & UINT64_MAX >> (64 - 8 * length);
  }
#endif
  for (size_t i = 0; i < length; i++) group |= (uint64_t)bytes[start + i] << 8 * i;
  return group;
}

// `Token.hash` of the bytes.
INLINE uint64_t word_hash(const uint8_t *bytes, size_t count, size_t start, size_t end) {
  const uint64_t fold = 0x2020202020202020u;
  uint64_t hash = 0;
  for (; end - start > 8; start += 8) hash = mixed(hash, group_of(bytes, count, start, 8) | fold);
  const size_t rest = end - start;
  return mixed(hash, group_of(bytes, count, start, rest) | (fold & UINT64_MAX >> (64 - 8 * rest)));
}

// The value of up to 18 digits; the largest number for more.
INLINE uint64_t digit_value(const uint8_t *bytes, size_t count, size_t start, size_t end) {
  const size_t length = end - start;
  if (length <= 8) {
    // Pairs, then fours, then both halves are added up.
    uint64_t value = group_of(bytes, count, start, length) << (64 - 8 * length);
    value &= 0x0F0F0F0F0F0F0F0Fu;
    value = value * 10 + (value >> 8);
    value = ((value & 0x00FF00FF00FF00FFu) * 0x00640001u) >> 16;
    return ((value & 0x0000FFFF0000FFFFu) * 0x0000271000000001u) >> 32;
  }
  if (length > 18) return UINT64_MAX;
  uint64_t value = 0;
  for (size_t i = start; i < end; i++) value = value * 10 + (uint64_t)(bytes[i] - '0');
  return value;
}

// The bits below a position of up to 64.
INLINE uint64_t below(size_t position) {
  return position >= 64 ? UINT64_MAX : ((uint64_t)1 << position) - 1;
}

// The shape of a word from the bits of its capitals, of all its bytes, and of those that go on with a
// letter of several.
INLINE uint8_t shape_of(uint64_t capitals, uint64_t all, uint64_t rest) {
  if (!capitals) return phigate_token_lower;
  // The lowest bit alone: a word that begins with its only capital.
  if (capitals == (all & (~all + 1))) return phigate_token_capitalized;
  return capitals == (all & ~rest) ? phigate_token_upper : phigate_token_mixed;
}

// Adds the capitals of other letters than A-Z to the bitmap of capitals, each by its first byte.
// Returns the bytes that go on with a letter.
static uint64_t mark_capitals(phigate_classes *classes, const uint8_t *bytes, size_t count,
                              size_t base) {
  uint64_t rest = 0;
  for (uint64_t high = classes->high; high; high &= high - 1) {
    const size_t at = (size_t)__builtin_ctzll(high), next = base + at + 1;
    const uint8_t first = bytes[base + at];
    if (first < 0xC0) {
      rest |= (uint64_t)1 << at;
    } else if (next < count && phigate_is_capital(first, bytes[next])) {
      classes->upper |= (uint64_t)1 << at;
    }
  }
  return rest;
}

// What stands between two offsets without a line end, of which the first lies further back.
static uint8_t long_gap(const uint8_t *bytes, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (bytes[i] != ' ' && bytes[i] != '\t')
      return to - from == 1 ? phigate_token_mark : phigate_token_marks;
  return from == to ? phigate_token_touches : phigate_token_blank;
}

// What stands between the previous token and one that begins at `start` of these 64 bytes.
INLINE uint8_t gap_of(const phigate_classes *classes, size_t start, const uint8_t *bytes,
                      const phigate_token_walk *walk) {
  if (walk->saw_newline) return phigate_token_line;
  const uint64_t before = below(start);
  if (walk->previous_end < walk->base) {
    if (classes->newline & before) return phigate_token_line;
    return long_gap(bytes, walk->previous_end, walk->base + start);
  }
  const uint64_t between = before & ~below(walk->previous_end - walk->base);
  if (!between) return phigate_token_touches;
  if (classes->newline & between) return phigate_token_line;
  if ((classes->blank & between) == between) return phigate_token_blank;
  return between & (between - 1) ? phigate_token_marks : phigate_token_mark;
}

// Writes the open run as a token, or as several that touch.
static size_t close_open(const uint8_t *bytes, size_t count, phigate_token_walk *walk, size_t end,
                         phigate_token *out) {
  size_t n = 0, start = walk->start;
  uint8_t gap = walk->gap, shape = phigate_token_digits;
  if (!walk->is_digits) {
    shape = !walk->capitals                                     ? phigate_token_lower
            : walk->starts_with_capital && walk->capitals == 1 ? phigate_token_capitalized
            : walk->capitals == end - start - walk->rest       ? phigate_token_upper
                                                               : phigate_token_mixed;
  }
  while (start < end) {
    const size_t stop =
        end - start < phigate_token_length_max ? end : start + phigate_token_length_max;
    out[n++] = (phigate_token){
        .hash = walk->is_digits ? digit_value(bytes, count, start, stop)
                                : word_hash(bytes, count, start, stop),
        .start = (uint32_t)start,
        .length = (uint16_t)(stop - start),
        .shape = shape,
        .gap = gap,
    };
    gap = phigate_token_touches;
    start = stop;
  }
  walk->is_open = 0;
  walk->previous_end = end;
  walk->saw_newline = 0;
  return n;
}

// Turns the bitmaps of 64 bytes into tokens.
INLINE size_t take(const phigate_classes *classes, uint64_t rest, const uint8_t *bytes,
                   size_t count, phigate_token_walk *walk, phigate_token *out) {
  const size_t base = walk->base;
  const uint64_t letter = classes->letter, digit = classes->digit;
  const uint64_t letter_before = letter << 1 | walk->letter_carry;
  const uint64_t digit_before = digit << 1 | walk->digit_carry;
  uint64_t starts = (letter & ~letter_before) | (digit & ~digit_before);
  uint64_t ends = (~letter & letter_before) | (~digit & digit_before);
  walk->letter_carry = letter >> 63;
  walk->digit_carry = digit >> 63;
  size_t n = 0;
  if (walk->is_open) {
    if (!ends) {
      walk->capitals += (size_t)__builtin_popcountll(classes->upper);
      walk->rest += (size_t)__builtin_popcountll(rest);
      return 0;
    }
    const size_t end = (size_t)__builtin_ctzll(ends);
    ends &= ends - 1;
    walk->capitals += (size_t)__builtin_popcountll(classes->upper & below(end));
    walk->rest += (size_t)__builtin_popcountll(rest & below(end));
    n = close_open(bytes, count, walk, base + end, out);
  }
  while (starts) {
    const size_t start = (size_t)__builtin_ctzll(starts);
    starts &= starts - 1;
    const uint8_t gap = gap_of(classes, start, bytes, walk);
    const uint8_t is_digits = digit >> start & 1;
    if (!ends) {
      walk->is_open = 1;
      walk->is_digits = is_digits;
      walk->start = base + start;
      walk->capitals = (size_t)__builtin_popcountll(classes->upper & ~below(start));
      walk->rest = (size_t)__builtin_popcountll(rest & ~below(start));
      walk->starts_with_capital = classes->upper >> start & 1;
      walk->gap = gap;
      break;
    }
    const size_t end = (size_t)__builtin_ctzll(ends);
    ends &= ends - 1;
    const uint64_t all = below(end) & ~below(start);
    out[n].hash = is_digits ? digit_value(bytes, count, base + start, base + end)
                            : word_hash(bytes, count, base + start, base + end);
    out[n].start = (uint32_t)(base + start);
    out[n].length = (uint16_t)(end - start);
    out[n].shape = is_digits ? phigate_token_digits : shape_of(classes->upper & all, all, rest);
    out[n].gap = gap;
    n++;
    walk->previous_end = base + end;
    walk->saw_newline = 0;
  }
  if (!walk->is_open) {
    const size_t behind = walk->previous_end > base ? walk->previous_end - base : 0;
    if (classes->newline & ~below(behind)) walk->saw_newline = 1;
  }
  return n;
}

// The whole walk, with one way to classify 64 bytes.
INLINE size_t walk_text(const uint8_t *bytes, size_t count, phigate_token_walk *walk,
                        phigate_token *out, uint32_t *ats, size_t *at_count, classifier classify) {
  // A step writes 64 tokens and what an open run was cut into.
  const size_t last = phigate_tokens_room - 66;
  size_t n = 0, found = 0;
  while (walk->base < count && n < last && found < phigate_tokens_room - 64) {
    phigate_classes classes;
    if (walk->base + 64 <= count) {
      classes = classify(bytes + walk->base);
    } else {
      // Behind the end of the text there are bytes of no class.
      uint8_t padded[64] = {0};
      memcpy(padded, bytes + walk->base, count - walk->base);
      classes = classify(padded);
    }
    for (uint64_t at = classes.at; at; at &= at - 1)
      ats[found++] = (uint32_t)(walk->base + (size_t)__builtin_ctzll(at));
    uint64_t rest = 0;
    if (classes.high) {
      walk->has_high = 1;
      rest = mark_capitals(&classes, bytes, count, walk->base);
    }
    n += take(&classes, rest, bytes, count, walk, out + n);
    walk->base += 64;
  }
  if (walk->base >= count && walk->is_open) n += close_open(bytes, count, walk, count, out + n);
  *at_count = found;
  return n;
}

static size_t walk_plainly(const uint8_t *bytes, size_t count, phigate_token_walk *walk,
                           phigate_token *out, uint32_t *ats, size_t *at_count) {
  return walk_text(bytes, count, walk, out, ats, at_count, phigate_classify);
}

#if defined(__x86_64__)
// Keeps a bitmap a number: compilers take bitmaps of vectors that are put together apart, bit by bit.
INLINE uint64_t whole(uint64_t bits) {
  __asm__("" : "+r"(bits));
  return bits;
}

WITH_AVX2 INLINE uint64_t bits_of(__m256i low, __m256i high) {
  return whole((uint32_t)_mm256_movemask_epi8(low)) |
         whole((uint32_t)_mm256_movemask_epi8(high)) << 32;
}

// Where bytes lie within `count` from `low` on.
WITH_AVX2 INLINE __m256i in_range_32(__m256i bytes, char low, char count) {
  const __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)(low + (char)0x80)));
  return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(count + (char)0x80)), moved);
}

WITH_AVX2 INLINE __m256i is_32(__m256i bytes, char one, char other) {
  return _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(one)),
                         _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(other)));
}

WITH_AVX2 INLINE phigate_classes classify_32(const uint8_t *bytes) {
  const __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32));
  const __m256i fold = _mm256_set1_epi8(0x20);
  phigate_classes out;
  out.high = bits_of(low, high);
  out.letter = out.high | bits_of(in_range_32(_mm256_or_si256(low, fold), 'a', 26),
                                  in_range_32(_mm256_or_si256(high, fold), 'a', 26));
  out.upper = bits_of(in_range_32(low, 'A', 26), in_range_32(high, 'A', 26));
  out.digit = bits_of(in_range_32(low, '0', 10), in_range_32(high, '0', 10));
  out.newline = bits_of(is_32(low, '\n', '\r'), is_32(high, '\n', '\r'));
  out.blank = bits_of(is_32(low, ' ', '\t'), is_32(high, ' ', '\t'));
  out.at = bits_of(is_32(low, '@', '@'), is_32(high, '@', '@'));
  return out;
}

WITH_AVX2 static size_t walk_by_32(const uint8_t *bytes, size_t count, phigate_token_walk *walk,
                                   phigate_token *out, uint32_t *ats, size_t *at_count) {
  return walk_text(bytes, count, walk, out, ats, at_count, classify_32);
}

WITH_AVX512 INLINE uint64_t in_range_64(__m512i bytes, char low, char count) {
  return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(low)),
                                _mm512_set1_epi8(count));
}

WITH_AVX512 INLINE uint64_t is_64(__m512i bytes, char byte) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte));
}

WITH_AVX512 INLINE phigate_classes classify_64(const uint8_t *bytes) {
  const __m512i raw = _mm512_loadu_si512((const void *)bytes);
  const __m512i folded = _mm512_or_si512(raw, _mm512_set1_epi8(0x20));
  phigate_classes out;
  out.high = whole(_mm512_movepi8_mask(raw));
  out.letter = whole(in_range_64(folded, 'a', 26)) | out.high;
  out.upper = whole(in_range_64(raw, 'A', 26));
  out.digit = whole(in_range_64(raw, '0', 10));
  out.newline = whole(is_64(raw, '\n')) | whole(is_64(raw, '\r'));
  out.blank = whole(is_64(raw, ' ')) | whole(is_64(raw, '\t'));
  out.at = whole(is_64(raw, '@'));
  return out;
}

WITH_AVX512 static size_t walk_by_64(const uint8_t *bytes, size_t count, phigate_token_walk *walk,
                                     phigate_token *out, uint32_t *ats, size_t *at_count) {
  return walk_text(bytes, count, walk, out, ats, at_count, classify_64);
}
#endif

size_t phigate_tokenize(const uint8_t *bytes, size_t count, phigate_token_walk *walk,
                        phigate_token *out, uint32_t *ats, size_t *at_count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) {
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
      return walk_by_64(bytes, count, walk, out, ats, at_count);
    return walk_by_32(bytes, count, walk, out, ats, at_count);
  }
#endif
  return walk_plainly(bytes, count, walk, out, ats, at_count);
}

size_t phigate_look_up(const phigate_token *tokens, size_t index, size_t count,
                       const phigate_known_word *known, unsigned bits, phigate_word_facts *out) {
  static const phigate_word_facts nothing;
  for (; index < count; index++) {
    if (tokens[index].shape == phigate_token_digits) {
      out[index] = nothing;
      continue;
    }
    const phigate_known_word *const word = &known[phigate_known_slot(tokens[index].hash, bits)];
    if (word->hash != tokens[index].hash) return index;
    out[index] = word->facts;
  }
  return count;
}

// Whether a table says by its filter (`HashIndex`) that it may hold a hash.
INLINE int may_hold(const uint64_t *filter, uint64_t hash) {
  const uint64_t product = hash * 0xD6E8FEB86659FD93u, spread = product ^ product >> 29;
  return filter[spread >> 54] >> (spread >> 48 & 63) & 1;
}

size_t phigate_next_telling(const phigate_token *tokens, size_t index, size_t count,
                            const uint64_t *filter) {
  for (; index + 1 < count; index++) {
    const phigate_token *const token = &tokens[index];
    if (token->shape != phigate_token_lower || token->gap != phigate_token_blank ||
        token->length < 2 || token[1].gap != phigate_token_blank)
      return index;
    if (may_hold(filter, token->hash)) return index;
  }
  return index;
}

size_t phigate_list_ends(const uint8_t *bytes, const phigate_token *tokens, size_t count,
                         const uint64_t *filter, int32_t *out) {
  size_t n = 0;
  for (size_t index = 0; index < count; index++) {
    const phigate_token *const token = &tokens[index];
    // Written always, kept where it counts: which ones do cannot be foreseen.
    out[n] = (int32_t)index;
    if (index + 1 < count && token[1].gap == phigate_token_blank &&
        token[1].shape != phigate_token_digits) {
      const size_t end = token->start + (size_t)token->length, next = token[1].start;
      const uint8_t letter = bytes[next];
      if (next == end + 1 && bytes[end] == ' ' && letter < 0x80) {
        // Behind a blank there is no mark.
        const int is_led = token->gap != phigate_token_blank && token->start > 0 &&
                           (bytes[token->start - 1] == '-' || bytes[token->start - 1] == '&');
        enum { changing = 1 | 1 << 2 | 1 << 4 | 1 << 12 | 1 << 20 };
        const uint8_t at = letter - 'a';
        if (!is_led && (at > 25 || !(changing >> at & 1) || !may_hold(filter, token[1].hash))) continue;
      }
    }
    n++;
  }
  return n;
}

size_t phigate_next_held(const phigate_token *tokens, size_t index, size_t count,
                         const uint64_t *filter) {
  while (index < count && !may_hold(filter, tokens[index].hash)) index++;
  return index;
}

size_t phigate_next_joined(const phigate_token *tokens, size_t index, size_t count) {
  for (; index < count; index++) {
    const uint8_t shape = tokens[index].shape;
    if (shape == phigate_token_digits || shape == phigate_token_upper) return index;
    if (index + 1 < count) {
      const uint8_t gap = tokens[index + 1].gap;
      if (gap == phigate_token_touches || gap == phigate_token_mark) return index;
    }
  }
  return count;
}

size_t phigate_plain_end(const uint8_t *bytes, const phigate_token *tokens, size_t index,
                         size_t count, size_t previous_end, size_t limit,
                         const phigate_word_facts *facts, uint32_t telling) {
  for (; index < count; index++) {
    const phigate_token *const token = &tokens[index];
    const size_t end = token->start + (size_t)token->length;
    if (token->shape != phigate_token_lower || token->start - previous_end != 1 ||
        (facts[index].cue_bits & telling) || bytes[previous_end] != ' ' || bytes[token->start] >= 0x80 ||
        end > limit)
      break;
    previous_end = end;
  }
  return index;
}
