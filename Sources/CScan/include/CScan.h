#ifndef PHIGATE_CSCAN_H
#define PHIGATE_CSCAN_H

// Byte classes as bitmaps, 64 bytes a step: what Swift's SIMD types cannot do at speed.
//
// Keeps no state; everything that decides anything is in Swift.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CScanTokens.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Bit n of each bitmap speaks of byte n.
typedef struct {
  uint64_t letter;   // A-Z, a-z, and every byte from 0x80
  uint64_t digit;    // 0-9
  uint64_t upper;    // A-Z
  uint64_t newline;  // LF, CR
  uint64_t blank;    // space, tab
  uint64_t at;       // @
  uint64_t high;     // 0x80 and above
} phigate_classes;

#if defined(__SSE2__)
static inline __m128i phigate_in_range(__m128i bytes, char low, char count) {
  // Unsigned `bytes - low < count`, with SSE2's signed comparison.
  const __m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8((char)(low + (char)0x80)));
  return _mm_cmpgt_epi8(_mm_set1_epi8((char)(count + (char)0x80)), moved);
}
#endif

// The bit of a table of 2^16 for three bytes, the first of which is the lowest, without their case.
static inline uint32_t phigate_triple(uint32_t bytes) {
  return ((bytes & 0xFFFFFF) | 0x202020) * 0x9E3779B1u >> 16;
}

// What the literals of a set begin with: which three bytes, and which two or one.
typedef struct {
  // A bit for each value of `phigate_triple`, and for each two bytes, the first the lower one and both
  // with the bit of small letters.
  const uint64_t *triples, *pairs;
  // For the first, second and third byte, by its lower and by its upper half, the groups of literals
  // that have it there: six tables of sixteen for eight groups, and six more for eight others.
  const uint8_t *halves;
} phigate_beginnings;

/// The offset of the first `byte`; `count` where there is none.
static inline size_t phigate_find_byte(const uint8_t *bytes, size_t count, int byte) {
  const uint8_t *const found = count ? memchr(bytes, byte, count) : 0;
  return found ? (size_t)(found - bytes) : count;
}

// The first offset from `start` on, four bytes or more before `count`, whose bytes have their bit in
// `triples` or `pairs`; `count` where there is none.
size_t phigate_first_of(const uint8_t *bytes, size_t start, size_t count,
                        phigate_beginnings beginnings);

// The offset behind the last line end between two offsets, `low` for none.
size_t phigate_line_start(const uint8_t *bytes, size_t low, size_t high);

// The offset of the first line end between two offsets, `high` for none.
size_t phigate_line_end(const uint8_t *bytes, size_t low, size_t high);

// The offset of the first byte `byte`, `count` for none.
size_t phigate_first_byte(const uint8_t *bytes, size_t count, uint8_t byte);

// The offset from `start` on of the first of two bytes, `count` for none.
size_t phigate_find_either(const uint8_t *bytes, size_t start, size_t count, uint8_t one,
                           uint8_t other);

// The offset from `start` on of the first byte that is not below `low`, `count` for none.
size_t phigate_find_from(const uint8_t *bytes, size_t start, size_t count, uint8_t low);

// Whether some bytes stand in a text one behind the other.
int phigate_holds(const uint8_t *bytes, size_t count, const uint8_t *wanted, size_t wanted_count);

// The first bracket from an offset on behind which a code of a terminal may end: behind one of the
// bytes that its escape is written with (ESC, `^[`, `\\e`, `\\033`, `\\x1b`, `#033`); `count` for none.
size_t phigate_terminal_bracket(const uint8_t *bytes, size_t start, size_t count);

// Classifies the 64 bytes at `bytes`, which it reads whole.
static inline phigate_classes phigate_classify(const uint8_t *bytes) {
  phigate_classes out = {0, 0, 0, 0, 0, 0, 0};
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * part));
    const __m128i folded = _mm_or_si128(raw, _mm_set1_epi8(0x20));
    const uint64_t high = (uint32_t)_mm_movemask_epi8(raw);
    const uint64_t letter =
        (uint32_t)_mm_movemask_epi8(phigate_in_range(folded, 'a', 26)) | high;
    const uint64_t upper = (uint32_t)_mm_movemask_epi8(phigate_in_range(raw, 'A', 26));
    const uint64_t digit = (uint32_t)_mm_movemask_epi8(phigate_in_range(raw, '0', 10));
    const __m128i line = _mm_or_si128(_mm_cmpeq_epi8(raw, _mm_set1_epi8('\n')),
                                      _mm_cmpeq_epi8(raw, _mm_set1_epi8('\r')));
    const uint64_t newline = (uint32_t)_mm_movemask_epi8(line);
    const __m128i blanks = _mm_or_si128(_mm_cmpeq_epi8(raw, _mm_set1_epi8(' ')),
                                        _mm_cmpeq_epi8(raw, _mm_set1_epi8('\t')));
    const uint64_t blank = (uint32_t)_mm_movemask_epi8(blanks);
    const uint64_t at = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(raw, _mm_set1_epi8('@')));
    const int shift = 16 * part;
    out.letter |= letter << shift;
    out.digit |= digit << shift;
    out.upper |= upper << shift;
    out.newline |= newline << shift;
    out.blank |= blank << shift;
    out.at |= at << shift;
    out.high |= high << shift;
  }
#else
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = bytes[index];
    const uint64_t bit = (uint64_t)1 << index;
    const uint8_t folded = byte | 0x20;
    if (byte >= 0x80) out.high |= bit;
    if (byte >= 0x80 || (folded >= 'a' && folded <= 'z')) out.letter |= bit;
    if (byte >= 'A' && byte <= 'Z') out.upper |= bit;
    if (byte >= '0' && byte <= '9') out.digit |= bit;
    if (byte == '\n' || byte == '\r') out.newline |= bit;
    if (byte == ' ' || byte == '\t') out.blank |= bit;
    if (byte == '@') out.at |= bit;
  }
#endif
  return out;
}

#endif
