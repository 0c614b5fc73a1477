#ifndef PHIGATE_CSCAN_TOKENS_H
#define PHIGATE_CSCAN_TOKENS_H

// Tokens and what is known of their words: loops over every byte and every word of a text.
//
// Swift names the fields and decides; the layouts are those of `Token` and `WordFacts` there.

#include <stddef.h>
#include <stdint.h>

// The cases of `TokenShape`.
enum {
  phigate_token_digits,
  phigate_token_lower,
  phigate_token_capitalized,
  phigate_token_upper,
  phigate_token_mixed,
};

// The cases of `TokenGap`.
enum {
  phigate_token_touches,
  phigate_token_blank,
  phigate_token_mark,
  phigate_token_marks,
  phigate_token_line,
};

// A run of letters or digits: `Token`.
typedef struct {
  uint64_t hash;
  uint32_t start;
  uint16_t length;
  uint8_t shape, gap;
} phigate_token;

// Where a walk over a text stands: zeros but for `saw_newline`, which is 1, at its start.
typedef struct {
  // The next 64 bytes.
  size_t base;
  // Where the run of the last byte so far begins; its capitals, and its bytes that go on with a letter.
  size_t start, capitals, rest;
  // Offset behind the previous token.
  size_t previous_end;
  // The last byte's classes.
  uint64_t letter_carry, digit_carry;
  uint8_t is_open, is_digits, starts_with_capital, gap;
  // Whether a line ended behind the previous token; whether a byte of 0x80 or above was seen.
  uint8_t saw_newline, has_high;
} phigate_token_walk;

enum {
  // Tokens that are written at a time, at least.
  phigate_tokens_room = 1 << 10,
  // Bytes of the longest token.
  phigate_token_length_max = 1 << 10,
};

// Whether two bytes of UTF-8 are a capital of the Latin, Greek or Cyrillic script.
//
// Source: the Unicode Character Database, blocks Latin-1 Supplement, Latin Extended-A, Greek, Cyrillic.
static inline int phigate_is_capital(uint8_t first, uint8_t second) {
  switch (first) {
    case 0xC3: return second < 0x9F && second != 0x97;
    // In Latin Extended-A small letters follow their capitals, which are even up to U+0137, odd from
    // U+0139 to U+0147, even again up to U+0176, then odd; U+0178 is a capital alone.
    case 0xC4: return second < 0xB8 ? !(second & 1) : second > 0xB8 && (second & 1);
    case 0xC5:
      if (second < 0x88) return second & 1;
      if (second < 0xB8) return second >= 0x8A && !(second & 1);
      return second == 0xB8 || second < 0xBE && (second & 1);
    case 0xCE: return second >= 0x86 && second <= 0xAB;
    case 0xD0: return second >= 0x80 && second < 0xB0;
    default: return 0;
  }
}

// Writes the next tokens of a text and the offsets of `@` among their bytes.
//
// `out` has room for `phigate_tokens_room + count / phigate_token_length_max` tokens, `ats` for
// `phigate_tokens_room` offsets. Returns the number of tokens and sets `*at_count`; the text is done
// where `walk->base` has reached `count`.
size_t phigate_tokenize(const uint8_t *bytes, size_t count, phigate_token_walk *walk,
                        phigate_token *out, uint32_t *ats, size_t *at_count);

// What the tables that never change say of a word: `WordFacts`.
typedef struct {
  uint32_t band_bits, cue_bits;
  uint8_t tag_cue, is_state;
  uint16_t unused;
} phigate_word_facts;

// A word that was looked up before.
typedef struct {
  uint64_t hash;
  phigate_word_facts facts;
} phigate_known_word;

// The place of a word among 2^bits that are remembered.
static inline size_t phigate_known_slot(uint64_t hash, unsigned bits) {
  return (size_t)(hash * 0xD6E8FEB86659FD93u >> (64 - bits));
}

// Writes the facts of tokens from `index` on until one is a word that is not remembered.
//
// Returns its index; `count` where all were written.
size_t phigate_look_up(const phigate_token *tokens, size_t index, size_t count,
                       const phigate_known_word *known, unsigned bits, phigate_word_facts *out);

// The first token from `index` on that is not a word in small letters, two or more, between blanks,
// of which a table says by its filter (`HashIndex`) that it does not hold it; `count` for none.
size_t phigate_next_telling(const phigate_token *tokens, size_t index, size_t count,
                            const uint64_t *filter);

// Writes the indices of tokens at which a finder that looks at what stands behind a word has to look, and returns how
// many: all but those that a blank and a letter of ASCII follow and no hyphen or `&` leads. Those stay, too, where the
// word that follows begins with one of the letters a, c, e, m and u and may be in the table of `filter` (`HashIndex`).
//
// `out` has room for `count` indices.
size_t phigate_list_ends(const uint8_t *bytes, const phigate_token *tokens, size_t count,
                         const uint64_t *filter, int32_t *out);

// The first token from `index` on of which a table says by its filter (`HashIndex`) that it may hold it; `count` for none.
size_t phigate_next_held(const phigate_token *tokens, size_t index, size_t count,
                         const uint64_t *filter);

// The first token from `index` on that is a number, is in capitals, or has one mark or nothing between it and the next
// one; `count` for none.
size_t phigate_next_joined(const phigate_token *tokens, size_t index, size_t count);

// The index behind the words in small letters of ASCII, each behind one blank and before `limit`, that
// stand from `index` on; none of them has a cue of `telling`.
//
// `previous_end`: the offset behind the token before.
size_t phigate_plain_end(const uint8_t *bytes, const phigate_token *tokens, size_t index,
                         size_t count, size_t previous_end, size_t limit,
                         const phigate_word_facts *facts, uint32_t telling);

#endif
