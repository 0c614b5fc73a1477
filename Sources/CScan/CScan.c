#define _GNU_SOURCE
#include "CScan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Whether the bytes at an offset have their bit.
static inline int begins(const uint8_t *bytes, size_t index, phigate_beginnings beginnings) {
  const uint32_t four = (uint32_t)bytes[index] | (uint32_t)bytes[index + 1] << 8 |
                        (uint32_t)bytes[index + 2] << 16 | 0x202020;
  const uint32_t triple = phigate_triple(four), pair = four & 0xFFFF;
  return (beginnings.triples[triple >> 6] >> (triple & 63) |
          beginnings.pairs[pair >> 6] >> (pair & 63)) & 1;
}

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx2")))

// The groups of literals that have the bytes at one of their places.
WIDE static inline __m256i groups(__m256i bytes, const uint8_t *halves) {
  const __m256i half = _mm256_set1_epi8(0x0F);
  const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)halves));
  const __m256i high =
      _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)(halves + 16)));
  return _mm256_and_si256(
      _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, half)),
      _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)));
}

WIDE static inline __m256i small_letters(const uint8_t *bytes) {
  return _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(const void *)bytes),
                         _mm256_set1_epi8(0x20));
}

// The groups of eight that may begin at 32 offsets.
WIDE static inline __m256i may_begin(__m256i one, __m256i two, __m256i three, const uint8_t *halves) {
  return _mm256_and_si256(_mm256_and_si256(groups(one, halves), groups(two, halves + 32)),
                          groups(three, halves + 64));
}

// Looks at 32 offsets a step; answers where the last step ended, `*found` where one has its bit.
WIDE static size_t walk_wide(const uint8_t *bytes, size_t start, size_t count,
                             phigate_beginnings beginnings, int *found) {
  size_t index = start;
  for (; index + 35 <= count; index += 32) {
    const __m256i one = small_letters(bytes + index), two = small_letters(bytes + index + 1);
    const __m256i three = small_letters(bytes + index + 2);
    const __m256i all = _mm256_or_si256(may_begin(one, two, three, beginnings.halves),
                                        may_begin(one, two, three, beginnings.halves + 96));
    const __m256i none = _mm256_cmpeq_epi8(all, _mm256_setzero_si256());
    // All of them before one is decided on: where they stand cannot be foreseen.
    uint32_t hits = 0;
    for (uint32_t may = ~(uint32_t)_mm256_movemask_epi8(none); may; may &= may - 1) {
      const int place = __builtin_ctz(may);
      hits |= (uint32_t)begins(bytes, index + (size_t)place, beginnings) << place;
    }
    if (hits) {
      *found = 1;
      return index + (size_t)__builtin_ctz(hits);
    }
  }
  return index;
}
#endif

size_t phigate_first_of(const uint8_t *bytes, size_t start, size_t count,
                        phigate_beginnings beginnings) {
  size_t index = start;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    int found = 0;
    index = walk_wide(bytes, start, count, beginnings, &found);
    if (found) return index;
  }
#endif
  for (; index + 4 <= count; index++)
    if (begins(bytes, index, beginnings)) return index;
  return count;
}

size_t phigate_line_start(const uint8_t *bytes, size_t low, size_t high) {
  if (low >= high) return high;
  const uint8_t *const found = memrchr(bytes + low, '\n', high - low);
  return found ? (size_t)(found - bytes) + 1 : low;
}

size_t phigate_line_end(const uint8_t *bytes, size_t low, size_t high) {
  if (low >= high) return low;
  const uint8_t *const found = memchr(bytes + low, '\n', high - low);
  return found ? (size_t)(found - bytes) : high;
}

size_t phigate_find_either(const uint8_t *bytes, size_t start, size_t count, uint8_t one,
                           uint8_t other) {
  size_t index = start;
#if defined(__SSE2__)
  const __m128i ones = _mm_set1_epi8((char)one), others = _mm_set1_epi8((char)other);
  for (; index + 16 <= count; index += 16) {
    const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(bytes + index));
    const int hits =
        _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(raw, ones), _mm_cmpeq_epi8(raw, others)));
    if (hits) return index + (size_t)__builtin_ctz((unsigned)hits);
  }
#endif
  for (; index < count; index++)
    if (bytes[index] == one || bytes[index] == other) return index;
  return count;
}

size_t phigate_find_from(const uint8_t *bytes, size_t start, size_t count, uint8_t low) {
  size_t index = start;
#if defined(__SSE2__)
  const __m128i lows = _mm_set1_epi8((char)low);
  for (; index + 16 <= count; index += 16) {
    const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(bytes + index));
    const int hits = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(raw, lows), raw));
    if (hits) return index + (size_t)__builtin_ctz((unsigned)hits);
  }
#endif
  for (; index < count; index++)
    if (bytes[index] >= low) return index;
  return count;
}

int phigate_holds(const uint8_t *bytes, size_t count, const uint8_t *wanted, size_t wanted_count) {
  return memmem(bytes, count, wanted, wanted_count) != NULL;
}

size_t phigate_terminal_bracket(const uint8_t *bytes, size_t start, size_t count) {
  while (start < count) {
    const uint8_t *found = memchr(bytes + start, '[', count - start);
    if (found == NULL) return count;
    const size_t at = (size_t)(found - bytes);
    if (at > 0) {
      switch (bytes[at - 1]) {
      case 0x1B: case '[': case 'e': case 'E': case '3': case 'b': case 'B': return at;
      default: break;
      }
    }
    start = at + 1;
  }
  return count;
}

size_t phigate_first_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  const uint8_t *const found = count ? memchr(bytes, byte, count) : NULL;
  return found ? (size_t)(found - bytes) : count;
}
