#include <string.h>

#include "CTagger.h"

/// The first three and the last four of four bytes or more, each OR 0x20.
static inline void fill_affixes(phigate_tag_word *word, const uint8_t *start, const uint8_t *end) {
  word->prefix = ((uint32_t)start[0] << 16 | (uint32_t)start[1] << 8 | start[2]) | 0x202020;
  // The last byte is the highest, so that shifts leave the last three and two.
  word->suffix = ((uint32_t)end[-4] | (uint32_t)end[-3] << 8 | (uint32_t)end[-2] << 16 |
                  (uint32_t)end[-1] << 24) | 0x20202020;
}

void phigate_tag_fill_plain(const uint8_t *bytes, const phigate_token *tokens,
                            const phigate_word_facts *facts, size_t count, phigate_tag_word *out,
                            uint64_t *hashes) {
  for (size_t i = 0; i < count; i++) {
    const phigate_token token = tokens[i];
    phigate_tag_word word = {
        .start = token.start,
        .end = token.start + token.length,
        .before = phigate_gap_blank,
        .shape = token.length == 1 ? phigate_shape_small : phigate_shape_lower,
        .cue = facts[i].tag_cue,
        .bands = token.length > 1 ? facts[i].band_bits : 0,
    };
    if (token.length > 3) fill_affixes(&word, bytes + word.start, bytes + word.end);
    out[i] = word;
    hashes[i] = token.hash;
  }
}

/// The shape of a word that may be one of a name.
static int is_name_shaped(uint8_t shape) {
  return shape == phigate_shape_capital ||
         (shape >= phigate_shape_title && shape <= phigate_shape_mixed);
}

size_t phigate_tag_next_live(const phigate_tag_word *words, size_t index, size_t count,
                             uint8_t unit) {
  for (; index < count; index++) {
    const phigate_tag_word *const word = &words[index];
    if (word->rule | word->soft | word->probability[1] | word->probability[2] ||
        word->cue == unit || is_name_shaped(word->shape))
      return index;
  }
  return count;
}
