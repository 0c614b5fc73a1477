#ifndef PHIGATE_CBYTES_H
#define PHIGATE_CBYTES_H

// Searches for the bytes that end a piece of a format, and checks of UTF-8, 16 bytes a step: what
// Swift's SIMD types cannot do at speed.
//
// Nothing outside [from, end) is read and no state is kept; what an end means is decided in Swift.

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// The first of bytes[from..<end] that is a, b, c or d; end where there is none.
static inline size_t phigate_find4(const uint8_t *bytes, size_t from, size_t end, uint8_t a,
                                   uint8_t b, uint8_t c, uint8_t d) {
  size_t at = from;
#if defined(__SSE2__)
  const __m128i wa = _mm_set1_epi8((char)a), wb = _mm_set1_epi8((char)b);
  const __m128i wc = _mm_set1_epi8((char)c), wd = _mm_set1_epi8((char)d);
  for (; at + 16 <= end; at += 16) {
    const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at));
    const __m128i hit =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(raw, wa), _mm_cmpeq_epi8(raw, wb)),
                     _mm_or_si128(_mm_cmpeq_epi8(raw, wc), _mm_cmpeq_epi8(raw, wd)));
    const uint32_t mask = (uint32_t)_mm_movemask_epi8(hit);
    if (mask) return at + (size_t)__builtin_ctz(mask);
  }
#endif
  for (; at < end; at++) {
    const uint8_t byte = bytes[at];
    if (byte == a || byte == b || byte == c || byte == d) return at;
  }
  return end;
}

// The first of bytes[from..<end] that ends a stretch of a JSON string: a quote, a backslash or a
// control byte; end where there is none.
static inline size_t phigate_find_json(const uint8_t *bytes, size_t from, size_t end) {
  size_t at = from;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), escape = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1F);
  for (; at + 16 <= end; at += 16) {
    const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at));
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(raw, control), raw);
    const __m128i hit =
        _mm_or_si128(low, _mm_or_si128(_mm_cmpeq_epi8(raw, quote), _mm_cmpeq_epi8(raw, escape)));
    const uint32_t mask = (uint32_t)_mm_movemask_epi8(hit);
    if (mask) return at + (size_t)__builtin_ctz(mask);
  }
#endif
  for (; at < end; at++) {
    const uint8_t byte = bytes[at];
    if (byte == '"' || byte == '\\' || byte < 0x20) return at;
  }
  return end;
}

// The first of bytes[from..<end] whose entry in the table is not 0; end where there is none.
static inline size_t phigate_find_class(const uint8_t *bytes, size_t from, size_t end,
                                        const uint8_t *table) {
  size_t at = from;
  while (at < end && !table[bytes[at]]) at++;
  return at;
}

// Whether a byte is no plain text: 0x80 and more, and controls that frame nothing.
static inline int phigate_is_no_plain(uint8_t byte) {
  return byte >= 0x80 || byte < 0x08 || (byte >= 0x0E && byte <= 0x1A) || byte == 0x1F;
}

// The first of bytes[from..<end] that is no plain text; end where there is none.
static inline size_t phigate_find_no_plain(const uint8_t *bytes, size_t from, size_t end) {
  size_t at = from;
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8(0x07), second = _mm_set1_epi8(0x0E);
  const __m128i width = _mm_set1_epi8(0x0C), last = _mm_set1_epi8(0x1F);
  for (; at + 16 <= end; at += 16) {
    const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at));
    const __m128i moved = _mm_sub_epi8(raw, second);
    const __m128i low = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(raw, first), raw),
                                     _mm_cmpeq_epi8(_mm_min_epu8(moved, width), moved));
    // The highest bit of bytes from 0x80 on is their own.
    const __m128i hit = _mm_or_si128(raw, _mm_or_si128(low, _mm_cmpeq_epi8(raw, last)));
    const uint32_t mask = (uint32_t)_mm_movemask_epi8(hit);
    if (mask) return at + (size_t)__builtin_ctz(mask);
  }
#endif
  while (at < end && !phigate_is_no_plain(bytes[at])) at++;
  return at;
}

// The first blank of bytes[from..<end] behind which another one or a control byte stands; end where there
// is none.
static inline size_t phigate_find_gap(const uint8_t *bytes, size_t from, size_t end) {
  size_t at = from;
#if defined(__SSE2__)
  const __m128i blank = _mm_set1_epi8(' ');
  for (; at + 17 <= end; at += 16) {
    const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at));
    const __m128i next = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at + 1));
    const __m128i hit = _mm_and_si128(_mm_cmpeq_epi8(raw, blank),
                                      _mm_cmpeq_epi8(_mm_min_epu8(next, blank), next));
    const uint32_t mask = (uint32_t)_mm_movemask_epi8(hit);
    if (mask) return at + (size_t)__builtin_ctz(mask);
  }
#endif
  for (; at + 1 < end; at++) {
    if (bytes[at] == ' ' && bytes[at + 1] <= ' ') return at;
  }
  return end;
}

// Where in bytes[from..<end] the text of `count` bytes, at least one, first stands whole; end where it
// does not.
static inline size_t phigate_find_text(const uint8_t *bytes, size_t from, size_t end,
                                       const uint8_t *text, size_t count) {
  size_t at = from;
  while (at + count <= end) {
    at = phigate_find4(bytes, at, end - count + 1, text[0], text[0], text[0], text[0]);
    if (at + count > end) break;
    size_t same = 1;
    while (same < count && bytes[at + same] == text[same]) same++;
    if (same == count) return at;
    at++;
  }
  return end;
}

// Letters of the shortest run of base64 that is looked for.
enum { phigate_base64_run = 16 };

// Whether a byte is a letter of base64 in one of its two alphabets.
static inline int phigate_is_base64(uint8_t byte) {
  const uint8_t folded = byte | 0x20;
  return (folded >= 'a' && folded <= 'z') || (byte >= '0' && byte <= '9') || byte == '+' ||
         byte == '-' || byte == '/' || byte == '_';
}

#if defined(__SSE2__)
// A bit for each of 16 bytes that is a letter of base64.
static inline uint64_t phigate_base64_bits(const uint8_t *bytes) {
  const __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)bytes);
  const __m128i folded = _mm_or_si128(raw, _mm_set1_epi8(0x20));
  // Signed comparisons: bytes from 0x80 on are below all.
  const __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(folded, _mm_set1_epi8('a' - 1)),
                                       _mm_cmpgt_epi8(_mm_set1_epi8('z' + 1), folded));
  // '/' stands before '0'.
  const __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(raw, _mm_set1_epi8('/' - 1)),
                                      _mm_cmpgt_epi8(_mm_set1_epi8('9' + 1), raw));
  const __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(raw, _mm_set1_epi8('_')),
                                    _mm_or_si128(_mm_cmpeq_epi8(raw, _mm_set1_epi8('+')),
                                                 _mm_cmpeq_epi8(raw, _mm_set1_epi8('-'))));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(letter, _mm_or_si128(digit, sign)));
}
#endif

// Where in bytes[from..<end] the first run of base64 begins; end where there is none.
static inline size_t phigate_find_base64(const uint8_t *bytes, size_t from, size_t end) {
  size_t start = from;
#if defined(__SSE2__)
  // Windows of 64 bytes that share 16 with the one before, so that each run lies in one of them.
  for (; start + 64 <= end; start += 64 - phigate_base64_run) {
    uint64_t run = phigate_base64_bits(bytes + start) | phigate_base64_bits(bytes + start + 16) << 16 |
                   phigate_base64_bits(bytes + start + 32) << 32 |
                   phigate_base64_bits(bytes + start + 48) << 48;
    for (int half = 1; half < phigate_base64_run; half *= 2) run &= run >> half;
    if (run) return start + (size_t)__builtin_ctzll(run);
  }
#endif
  while (start + phigate_base64_run <= end) {
    size_t at = start + phigate_base64_run;
    while (at > start && phigate_is_base64(bytes[at - 1])) at--;
    if (at == start) return start;
    start = at;
  }
  return end;
}

// The first of bytes[from..<end] that is not ASCII; end where all are.
static inline size_t phigate_find_high(const uint8_t *bytes, size_t from, size_t end) {
  size_t at = from;
#if defined(__SSE2__)
  for (; at + 64 <= end; at += 64) {
    const __m128i *part = (const __m128i *)(const void *)(bytes + at);
    const __m128i all = _mm_or_si128(
        _mm_or_si128(_mm_loadu_si128(part), _mm_loadu_si128(part + 1)),
        _mm_or_si128(_mm_loadu_si128(part + 2), _mm_loadu_si128(part + 3)));
    if (_mm_movemask_epi8(all)) break;
  }
#endif
  while (at < end && bytes[at] < 0x80) at++;
  return at;
}

// The length of the UTF-8 character at bytes[at], 1 to 4; 0 where there is none (RFC 3629 §4).
static inline size_t phigate_utf8_length(const uint8_t *bytes, size_t at, size_t end) {
  const uint8_t first = bytes[at];
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (end - at < length) return 0;
  const uint8_t second = bytes[at + 1];
  const uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (size_t next = 2; next < length; next++) {
    if ((bytes[at + next] & 0xC0) != 0x80) return 0;
  }
  return length;
}

// Where in bytes[from..<end] the first byte stands that is not part of a whole UTF-8 character;
// end where all are.
static inline size_t phigate_find_invalid(const uint8_t *bytes, size_t from, size_t end) {
  size_t at = from;
  while (at < end) {
    at = phigate_find_high(bytes, at, end);
    // Text in other scripts: stay here for a stretch of characters.
    while (at < end && bytes[at] >= 0x80) {
      const size_t length = phigate_utf8_length(bytes, at, end);
      if (length == 0) return at;
      at += length;
    }
  }
  return end;
}

#endif
