#ifndef PHIGATE_CTAGGER_H
#define PHIGATE_CTAGGER_H
#include <stddef.h>
#include <stdint.h>

#include "CScanTokens.h"

/// The tagger of names and places: a linear-chain conditional random field over words.
///
/// scripts/train compiles this very file to learn the weights, so that learning and use can never
/// disagree on a feature. Integers only: the same text gives the same probabilities on every host.

/// What a word can be labelled as.
enum {
  phigate_tag_other,
  phigate_tag_name,
  phigate_tag_place,
  phigate_tag_organization,
  /// A country or state by itself.
  phigate_tag_region,
  phigate_tag_labels,
};

/// The case of a word, or the length of a number.
enum {
  /// Digits, by their count: this and the five codes behind it.
  phigate_shape_digits = 0,
  phigate_shape_small = 6,
  phigate_shape_capital = 7,
  phigate_shape_lower = 8,
  phigate_shape_title = 9,
  /// Capitals, by their count: two, three, four, more.
  phigate_shape_upper = 10,
  phigate_shape_mixed = 14,
  phigate_shape_mixed_lower = 15,
  /// A finding of another rule, as one word.
  phigate_shape_rule = 16,
};

/// What stands before a word.
enum {
  phigate_gap_none,
  phigate_gap_blank,
  phigate_gap_comma,
  phigate_gap_sentence,
  phigate_gap_colon,
  phigate_gap_line,
  phigate_gap_hyphen,
  phigate_gap_apostrophe,
  phigate_gap_bracket,
  phigate_gap_strong,
  phigate_gap_wide,
  phigate_gap_other,
  phigate_gap_period,
  phigate_gap_ampersand,
};

/// Bits of `phigate_tag_word.flags`.
enum {
  /// `'s` stands behind it.
  phigate_flag_possessive = 1,
  /// A state's two letters in capitals.
  phigate_flag_state = 2,
  /// The first word of a place's name of several words.
  phigate_flag_phrase = 4,
  /// A later word of such a name.
  phigate_flag_inside = 8,
  /// The name of several words is that of a state or country.
  phigate_flag_region = 16,
};

/// A word as the tagger sees it. The caller fills the first part, `phigate_tag_prepare` the second.
typedef struct {
  /// Offsets into the text.
  uint32_t start, end;
  /// What the lexicon knows.
  uint32_t bands;
  /// The first three and the last four bytes, each OR 0x20; zero for what is missing.
  uint32_t prefix, suffix;
  /// The class of a cue word; 0 for none.
  uint8_t cue;
  /// The case.
  uint8_t shape;
  /// What stands before.
  uint8_t before;
  /// For a finding of another rule 1 and its kind; else 0.
  uint8_t rule;
  /// Bits.
  uint8_t flags;

  /// Words to the head of a facility that the run leads to, 0 for none.
  uint8_t facility;
  /// Words to a word such as `disease` that the run leads to.
  uint8_t disease;
  /// The cue of the label that the line stands under, and how far behind it.
  uint8_t label, distance;
  /// 1 in a line without capitals, 2 in one without small letters, else 0.
  uint8_t caseless;
  /// How many words around are of another language, 0 to 3.
  uint8_t foreign;
  /// Whether a sentence begins here: 1, a line: 2.
  uint8_t begins;
  /// The probability of each label in 255ths.
  uint8_t probability[5];
  /// Set by the caller: whether the word is part of a finding, 2 from memory.
  uint8_t found;
  /// Filled by the caller: part of what a rule that is seldom sure takes for a name, 1, or a place, 2.
  uint8_t soft;
  /// For a finding of another rule that is a place the part of its address.
  uint8_t part;
  /// How many words around lead to persons: titles, relatives, numbers of one person; 0 to 3.
  uint8_t company;
  /// Set by the caller: whether something sure stands nearby.
  uint8_t near;
  /// What `phigate_tag_prepare` noted of the word for itself and `phigate_tag_next`.
  uint8_t marks;
  uint8_t unused;
} phigate_tag_word;

/// Fills words from tokens in small letters of ASCII that stand behind one blank each, and their hashes.
void phigate_tag_fill_plain(const uint8_t *bytes, const phigate_token *tokens,
                            const phigate_word_facts *facts, size_t count, phigate_tag_word *out,
                            uint64_t *hashes);

/// The first word from `index` on that a finding may be made of: what a rule has found, what may be a
/// name or place or looks like one, or has the cue `unit`; `count` for none.
size_t phigate_tag_next_live(const phigate_tag_word *words, size_t index, size_t count,
                             uint8_t unit);

/// Fills what depends on neighbours.
void phigate_tag_prepare(phigate_tag_word *words, size_t count);

/// The most features that a word has.
enum { phigate_tag_features_max = 80 };

/// The features of a word as numbers: a template in the highest byte, a value of 56 bits below.
int phigate_tag_values(const phigate_tag_word *words, size_t count, size_t index, uint64_t *out);

/// Bits of a fingerprint.
enum { phigate_tag_print_bits = 28 };

/// The fingerprint of a feature.
static inline uint32_t phigate_tag_print(uint64_t feature) {
  uint64_t h = feature * 0x9E3779B97F4A7C15ull;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9ull;
  return (uint32_t)(h >> (64 - phigate_tag_print_bits));
}

/// The features of a word as fingerprints.
int phigate_tag_features(const phigate_tag_word *words, size_t count, size_t index, uint32_t *out);

/// Words of a chain, at most: longer runs are cut.
enum { phigate_tag_chain_max = 128 };

/// The next chain of words that are judged together, from `done` on: candidates with their neighbours.
///
/// Returns the index behind its last word and sets `first`; `done` where there is none.
size_t phigate_tag_next(const phigate_tag_word *words, size_t count, size_t done, size_t *first);

enum {
  /// Words to each side of one of which its features read something.
  phigate_tag_face_reach = 3,
  /// Numbers of a key.
  phigate_tag_key_words = 5,
};

/// All that the features of a word depend on: two words with the same key have the same features.
typedef struct {
  uint64_t words[phigate_tag_key_words];
} phigate_tag_key;

/// What features read of the words from `first` to `last` and of `phigate_tag_face_reach` more on each
/// side, a number for each.
void phigate_tag_faces(const phigate_tag_word *words, size_t count, size_t first, size_t last,
                       uint64_t *out);

/// The keys of `count` words and a hash of 24 bits of each; `faces` begins `phigate_tag_face_reach` words
/// before them, as `phigate_tag_faces` writes it.
void phigate_tag_keys(const phigate_tag_word *words, size_t count, const uint64_t *faces,
                      phigate_tag_key *out, uint32_t *hashes);

/// What a thread remembers of words that it has judged: the same answers, only sooner.
typedef struct phigate_tag_memory phigate_tag_memory;

/// Makes an empty memory; null where there is no room.
phigate_tag_memory *phigate_tag_memory_make(void);

/// Gives up a memory.
void phigate_tag_memory_free(phigate_tag_memory *memory);

/// Fills the probabilities of every word that may be a name or place.
///
/// `memory`: of the calling thread; null for none.
void phigate_tag_run(phigate_tag_word *words, size_t count, phigate_tag_memory *memory);

/// The compiled weights: scripts/train describes their layout.
extern const uint8_t phigate_tag_weights[];
/// Their length in bytes.
extern const size_t phigate_tag_weights_bytes;
#endif
