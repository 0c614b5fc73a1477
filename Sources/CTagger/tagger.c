#include "CTagger.h"

typedef phigate_tag_word word;

/// Classes of cue words: the numbers are those of `TagCue` in Sources/Detection/Tagger/TaggerCues.swift.
enum {
  cue_title = 1,
  cue_patient = 3,
  cue_provider = 4,
  cue_kin = 5,
  cue_greeting = 6,
  cue_asked = 23,
  cue_facility = 11,
  cue_facility_part = 12,
  cue_organization = 16,
  cue_disease = 17,
  cue_particle = 24,
  cue_of = 34,
  cue_foreign = 32,
};

static int is_name_shape(const word *w) {
  return w->shape == phigate_shape_capital ||
         (w->shape >= phigate_shape_title && w->shape <= phigate_shape_mixed_lower);
}

static int is_letters(const word *w) {
  return w->shape >= phigate_shape_small && w->shape < phigate_shape_rule;
}

static int joins(const word *w) {
  return w->before == phigate_gap_blank || w->before == phigate_gap_hyphen ||
         w->before == phigate_gap_none || w->before == phigate_gap_ampersand ||
         w->before == phigate_gap_apostrophe;
}

/// Whether a word is one of another language than English.
static int is_tongue(const word *w) { return w->bands >> 22 & 1; }

enum {
  /// How many words of a line are looked at to tell whether it has capitals.
  line_words_max = 64,
  /// Words to each side that are counted where they are foreign, or lead to persons.
  foreign_reach = 6,
  company_reach = 16,
  /// Bits of `phigate_tag_word.marks`.
  mark_foreign = 1,
  mark_company = 2,
  mark_candidate = 4,
};

/// Marks by the cue of a word.
static const uint8_t cue_marks[64] = {
    [cue_foreign] = mark_foreign, [cue_title] = mark_company, [cue_patient] = mark_company,
    [cue_provider] = mark_company, [cue_kin] = mark_company, [cue_greeting] = mark_company,
    [cue_asked] = mark_company,
};

/// Kinds of findings up to this one, as `IdentifierKind` and one more, are names, places, dates and
/// ages, which a masked copy shows in another way than its original; others are numbers and addresses
/// of one person.
enum { rule_of_no_number = 4 };

static uint8_t marks_of(const word *w) {
  uint8_t marks = cue_marks[w->cue & 63];
  if (w->rule > rule_of_no_number) marks |= mark_company;
  if (!w->cue && is_tongue(w)) marks |= mark_foreign;
  return marks;
}

/// What a shape adds to the words of its kind in a line: capitals, words with one, small letters, in
/// a byte each; a line that is looked at has 64 words.
static const uint32_t shape_counts[32] = {
    [phigate_shape_upper] = 1,         [phigate_shape_upper + 1] = 1, [phigate_shape_upper + 2] = 1,
    [phigate_shape_upper + 3] = 1,     [phigate_shape_title] = 1 << 8, [phigate_shape_mixed] = 1 << 8,
    [phigate_shape_lower] = 1 << 16,
};

/// Counts the words with a mark within `reach` of each word, from front to back.
///
/// Nothing changes between a word at which a mark comes within reach and one at which it goes out of it,
/// so that only words near marks are written to.
typedef struct {
  size_t reach;
  /// Fewer than so many count as a few.
  int many;
  /// Where the field stands in a word.
  size_t field;
  /// How many marks are within reach of word `filled`, the first that was not written to.
  int near;
  size_t filled;
  /// The words from which on these are out of reach, the next one at `oldest`.
  size_t ends[64];
  unsigned oldest;
} counter;

static void fill_near(counter *c, word *words, size_t end) {
  if (c->near) {
    const uint8_t steps = (uint8_t)(c->near < 2 ? c->near : c->near < c->many ? 2 : 3);
    uint8_t *at = (uint8_t *)&words[c->filled] + c->field;
    for (size_t i = c->filled; i < end; i++, at += sizeof *words) *at = steps;
  }
  c->filled = end;
}

/// Writes to the words before `end`.
static __attribute__((noinline)) void fill_until(counter *c, word *words, size_t end) {
  while (c->near && c->ends[c->oldest] <= end) {
    fill_near(c, words, c->ends[c->oldest]);
    c->oldest = (c->oldest + 1) % 64;
    c->near--;
  }
  fill_near(c, words, end);
}

/// Takes in a word with a mark; those before it were.
static __attribute__((noinline)) void note(counter *c, word *words, size_t index) {
  fill_until(c, words, index > c->reach ? index - c->reach : 0);
  c->ends[(c->oldest + (unsigned)c->near) % 64] = index + c->reach + 1;
  c->near++;
}

/// Fills what is read from front to back: where lines and sentences begin, the label of the line,
/// whether it has case, what stands around.
static void mark_forward(word *words, size_t count) {
  counter foreign = {.reach = foreign_reach, .many = 5, .field = offsetof(word, foreign)};
  counter company = {.reach = company_reach, .many = 4, .field = offsetof(word, company)};
  int label = 0, distance = 0;
  size_t i = 0;
  while (i < count) {
    const size_t start = i;
    uint32_t counts = 0;
    do {
      word *const w = &words[i];
      const int before = w->before;
      const uint8_t marks = marks_of(w);
      counts += shape_counts[w->shape & 31];
      w->marks = marks;
      w->caseless = w->foreign = w->company = w->begins = 0;
      if (marks) {
        if (marks & mark_foreign) note(&foreign, words, i);
        if (marks & mark_company) note(&company, words, i);
      }
      if (before != phigate_gap_blank || i == 0) {
        if (i == 0 || before == phigate_gap_line) w->begins = 3;
        else if (before == phigate_gap_sentence || before == phigate_gap_strong ||
                 before == phigate_gap_colon)
          w->begins = 1;
        if (before == phigate_gap_line || before == phigate_gap_wide) label = distance = 0;
        if (before == phigate_gap_colon && i > 0) {
          label = words[i - 1].cue ? words[i - 1].cue : 63;
          distance = 0;
        }
      }
      w->label = (uint8_t)label;
      w->distance = (uint8_t)distance;
      // Three and more are one.
      distance += label && distance < 3;
      i++;
    } while (i < count && i - start < line_words_max && words[i].before != phigate_gap_line);
    const int upper = counts & 255, title = counts >> 8 & 255, lower = (int)(counts >> 16);
    // A few abbreviations in capitals do not make a line one with case.
    const uint8_t kind = title ? 0 : lower > 2 && upper * 4 < lower ? 1 : !lower && upper > 2 ? 2 : 0;
    if (kind)
      for (size_t j = start; j < i; j++) words[j].caseless = kind;
  }
  fill_until(&foreign, words, count);
  fill_until(&company, words, count);
}

/// The bands of first names, surnames and places, and the bit of words written with a capital.
enum { names_mask = 0x1FF | 1 << 15 };

static uint32_t bits(const word *w, int at, int width) { return w->bands >> at & ((1u << width) - 1); }

/// Whether a word that touches no other may be a name or place.
static int may_be_name(const word *w) {
  if (w->shape == phigate_shape_rule || w->shape < phigate_shape_small) return 0;
  if (w->caseless || w->soft) return 1;
  // Most words: an ordinary or clinical one in small letters.
  if (w->shape == phigate_shape_small || (w->shape == phigate_shape_lower && bits(w, 10, 4))) return 0;
  const uint32_t first = bits(w, 0, 3), last = bits(w, 3, 3), place = bits(w, 6, 3);
  const uint32_t english = bits(w, 10, 2);
  if (w->shape == phigate_shape_lower || w->shape == phigate_shape_mixed_lower)
    return !english && !bits(w, 12, 2) && (first > 0 || last > 1 || place > 1 || !(w->bands & 0x7FFFFF));
  // At a sentence's beginning: an ordinary word that is nobody's name and no place's.
  if (w->begins && english == 2 && !(w->bands & names_mask)) return 0;
  return !(w->begins && english == 1 && first < 3 && last < 4 && place < 4);
}

/// Fills what is read from back to front: which words a run leads to, and which may be names.
static void mark_backward(word *words, size_t count) {
  static const word none = {.before = phigate_gap_line};
  const word *next = &none;
  // Whether the word behind touches this one; a run is led to.
  int is_touched = 0, leads = 0;
  for (size_t i = count; i-- > 0; next = &words[i]) {
    word *const w = &words[i];
    // Half of a code such as `P250` is none.
    const int touches = i > 0 && w->before == phigate_gap_none;
    if (!touches && !is_touched && may_be_name(w)) w->marks |= mark_candidate;
    is_touched = touches;
    w->facility = w->disease = 0;
    if (leads && (joins(next) ||
                  (next->before == phigate_gap_sentence && w->end - w->start < 4))) {
      if (next->cue == cue_facility) w->facility = 1;
      else if (next->facility &&
               (is_name_shape(next) || next->cue == cue_facility_part || next->cue == cue_of))
        w->facility = next->facility < 4 ? next->facility + 1 : 4;
      if (next->cue == cue_disease) w->disease = 1;
      else if (next->disease && is_letters(next))
        w->disease = next->disease < 3 ? next->disease + 1 : 3;
      if (w->disease == 3 && next->disease == 3) w->disease = 0;
    }
    leads = w->cue == cue_facility || w->cue == cue_disease || w->facility || w->disease;
  }
}

void phigate_tag_prepare(word *words, size_t count) {
  mark_forward(words, count);
  mark_backward(words, count);
}

/// Words before and behind a candidate that are scored with it.
enum { candidate_reach = 2 };

size_t phigate_tag_next(const word *words, size_t count, size_t done, size_t *first) {
  size_t index = done;
  while (index < count && !(words[index].marks & mark_candidate)) index++;
  if (index == count) return done;
  *first = index > done + candidate_reach ? index - candidate_reach : done;
  size_t last = index + 1, end = last + candidate_reach;
  while (last < count && last < end && last - *first < phigate_tag_chain_max) {
    if (words[last].marks & mark_candidate) end = last + 1 + candidate_reach;
    last++;
  }
  return last;
}

// Features

/// What stands in for a word outside the text.
static const word nothing = {.shape = 31, .before = phigate_gap_line};

/// First name, surname, place, English, clinical and the single bits of a word, without the two that
/// say nothing of it alone.
static uint64_t all_bands(const word *w) { return w->bands & 0x1FFDFF; }

/// The bands in ten bits.
static uint64_t few_bands(const word *w) {
  const uint32_t b = w->bands;
  // By three bits whether a band is 2 or more; by two bits what stands for the rank of an English word.
  enum { from_two = 0xFC, ranks = 0xA4 };
  return (uint64_t)(from_two >> (b & 7) & 1) | (uint64_t)(from_two >> (b >> 3 & 7) & 1) << 1 |
         (uint64_t)(from_two >> (b >> 6 & 7) & 1) << 2 |
         (uint64_t)(ranks >> (2 * (b >> 10 & 3)) & 3) << 3 | (uint64_t)((b & 0xB000) != 0) << 5 |
         (uint64_t)(b >> 14 & 1) << 6 | (uint64_t)(b >> 19 & 3) << 7 |
         (uint64_t)((b >> 16 & 3) != 0) << 9;
}

static uint64_t phrase_of(const word *w) {
  return (uint64_t)(w->flags & (phigate_flag_phrase | phigate_flag_inside | phigate_flag_region));
}

/// The shape; a finding of another rule by its kind.
static uint64_t shape_of(const word *w) {
  return w->shape == phigate_shape_rule ? 32 + (uint64_t)w->rule : w->shape;
}

// Faces: all that a feature reads of a word but its bands and affixes, in one number. What features
// read of neighbours comes first, so that a mask leaves it.

enum { face_near_bits = 34, face_far_bits = 26 };

static uint64_t face_of(const word *w) {
  const uint64_t length = w->end - w->start < 10 ? w->end - w->start : 10;
  return (uint64_t)(w->cue & 63) | shape_of(w) << 6 | (uint64_t)(w->before & 15) << 12 |
         few_bands(w) << 16 | (uint64_t)(w->flags & 31) << 26 | (uint64_t)(w->soft & 3) << 31 |
         (uint64_t)is_tongue(w) << 33 | (uint64_t)(w->foreign & 3) << 34 |
         (uint64_t)(w->begins & 3) << 36 | (uint64_t)(w->company & 3) << 38 |
         (uint64_t)(w->caseless & 3) << 40 | (uint64_t)(w->facility & 7) << 42 |
         (uint64_t)(w->disease & 3) << 45 | (uint64_t)(w->distance & 3) << 47 |
         (uint64_t)(w->label & 63) << 49 | length << 55;
}

void phigate_tag_faces(const word *words, size_t count, size_t first, size_t last, uint64_t *out) {
  enum { reach = phigate_tag_face_reach };
  for (size_t i = 0; i < last - first + 2 * reach; i++) {
    const size_t place = first + i;
    out[i] = face_of(place < reach || place - reach >= count ? &nothing : &words[place - reach]);
  }
}

void phigate_tag_keys(const word *words, size_t count, const uint64_t *faces, phigate_tag_key *out,
                      uint32_t *hashes) {
  enum { reach = phigate_tag_face_reach };
  const uint64_t near = (1ull << face_near_bits) - 1, far = (1ull << face_far_bits) - 1;
  const uint64_t odd = 0x9E3779B97F4A7C15ull;
  for (size_t i = 0; i < count; i++) {
    const word *w = &words[i];
    const uint64_t *at = &faces[i + reach];
    const uint64_t own = at[0], bands = (uint64_t)w->bands | (uint64_t)w->suffix << 32;
    const uint64_t left = (at[-1] & near) | (at[-2] & far) << face_near_bits;
    const uint64_t right = (at[1] & near) | (at[2] & far) << face_near_bits;
    const uint64_t rest = (uint64_t)w->prefix | (at[-3] & 63) << 32 | (at[3] & 63) << 38;
    out[i] = (phigate_tag_key){{own, bands, left, right, rest}};
    uint64_t h = (own ^ own >> 29) * odd;
    h ^= (bands ^ bands >> 29) * (odd + 2);
    h ^= (left ^ left >> 29) * (odd + 4);
    h ^= (right ^ right >> 29) * (odd + 6);
    h ^= (rest ^ rest >> 29) * (odd + 8);
    h = (h ^ h >> 32) * 0xBF58476D1CE4E5B9ull;
    hashes[i] = (uint32_t)(h >> 40);
  }
}

int phigate_tag_values(const word *words, size_t count, size_t index, uint64_t *out) {
  const word *w = &words[index];
  int n = 0;
#define PUT(template, value) out[n++] = (value) ^ (uint64_t)(template) << 56
  if (w->shape == phigate_shape_rule) {
    PUT(0, w->rule);
    return n;
  }
  const word *l = index > 0 ? w - 1 : &nothing, *ll = index > 1 ? w - 2 : &nothing;
  const word *lll = index > 2 ? w - 3 : &nothing;
  const word *r = index + 1 < count ? w + 1 : &nothing, *rr = index + 2 < count ? w + 2 : &nothing;
  const word *rrr = index + 3 < count ? w + 3 : &nothing;
  const uint64_t s = shape_of(w), sl = shape_of(l), sr = shape_of(r);
  const uint64_t sll = shape_of(ll), srr = shape_of(rr);
  const uint64_t b = w->before, br = r->before, bl = l->before, brr = rr->before;
  const uint64_t f = few_bands(w), fl = few_bands(l), fr = few_bands(r);
  const uint64_t c = w->cue, cl = l->cue, cr = r->cue, cll = ll->cue, crr = rr->cue;
  const uint32_t bands = w->bands;
  const uint64_t length = w->end - w->start < 10 ? w->end - w->start : 10;
  const uint64_t begins = w->begins, cas = w->caseless;
  PUT(1, 0);
  PUT(2, s);
  PUT(3, s | sl << 6 | b << 12);
  PUT(4, s | sr << 6 | br << 12);
  PUT(5, s | sl << 6 | sr << 12 | b << 18 | br << 22);
  PUT(6, s | sl << 6 | sll << 12 | b << 18);
  PUT(7, s | sr << 6 | srr << 12 | br << 18);
  PUT(8, s | length << 6);
  if (length > 3 && s < 32) {
    PUT(9, w->prefix);
    PUT(10, w->suffix >> 16);
    PUT(11, w->suffix >> 8);
    PUT(12, w->suffix);
  }
  // Lexicon
  PUT(13, s | (uint64_t)(bands & 7) << 6);
  PUT(14, s | (uint64_t)(bands >> 3 & 7) << 6);
  PUT(15, s | (uint64_t)(bands >> 6 & 7) << 6);
  PUT(16, s | (uint64_t)(bands >> 10 & 15) << 6);
  PUT(17, s | (uint64_t)(bands >> 14 & 0x7F) << 6);
  PUT(18, all_bands(w));
  PUT(19, s | f << 6 | begins << 16);
  PUT(20, fl | sl << 10 | b << 16);
  PUT(21, fr | sr << 10 | br << 16);
  PUT(22, f | s << 10 | fl << 16 | sl << 26 | b << 32);
  PUT(23, f | s << 10 | fr << 16 | sr << 26 | br << 32);
  PUT(24, few_bands(ll) | bl << 10 | b << 14);
  PUT(25, few_bands(rr) | br << 10 | brr << 14);
  PUT(26, phrase_of(w) | s << 8);
  PUT(27, phrase_of(l) | b << 8);
  PUT(28, phrase_of(r) | br << 8);
  PUT(29, (uint64_t)(w->flags & phigate_flag_state) | b << 8 | s << 16);
  PUT(30, (uint64_t)(r->flags & phigate_flag_state) | br << 8 | s << 16);
  // Cues
  PUT(31, c | s << 6);
  PUT(32, cl | b << 6);
  PUT(33, cr | br << 6);
  PUT(34, cll);
  PUT(35, crr);
  PUT(36, lll->cue);
  PUT(37, rrr->cue);
  PUT(38, cl | cll << 6 | b << 12 | bl << 16);
  PUT(39, cl | b << 6 | s << 10);
  PUT(40, cl | cll << 6 | cr << 12 | s << 18);
  PUT(41, cl | f << 6 | b << 16);
  PUT(42, cr | br << 6 | s << 10);
  PUT(43, cr | br << 6 | f << 10);
  PUT(44, cl | cr << 6 | b << 12 | br << 16);
  PUT(45, (uint64_t)w->facility | s << 4);
  PUT(46, (uint64_t)w->disease | s << 4 | f << 10);
  PUT(47, (uint64_t)w->facility | f << 4);
  // Line and label
  PUT(48, begins | s << 2 | b << 8);
  PUT(49, (uint64_t)w->label | (uint64_t)w->distance << 6 | s << 8);
  PUT(50, (uint64_t)w->label | (uint64_t)w->distance << 6 | f << 8);
  PUT(51, cas | s << 2);
  PUT(52, cas | f << 2 | fl << 12 | (uint64_t)(b == phigate_gap_blank) << 22);
  PUT(53, cas | f << 2 | fr << 12 | (uint64_t)(br == phigate_gap_blank) << 22);
  PUT(54, (uint64_t)w->foreign | s << 2 | f << 8);
  PUT(55, (uint64_t)w->foreign | cl << 2 | s << 8);
  PUT(56, (uint64_t)w->flags & phigate_flag_possessive | s << 6 | f << 12);
  PUT(57, s | b << 6 | br << 10);
  PUT(58, sll | bl << 6);
  PUT(59, srr | brr << 6);
  PUT(60, w->soft | s << 2);
  PUT(61, w->soft | f << 2 | fl << 12 | fr << 22);
  PUT(62, w->soft | (uint64_t)l->soft << 2 | (uint64_t)r->soft << 4 | f << 6);
  PUT(63, w->soft | cl << 2 | cr << 8 | (uint64_t)begins << 14);
  // Eponyms and brands beside others, words of other languages, persons around
  const uint64_t e = bands >> 14 & 1, el = l->bands >> 14 & 1, er = r->bands >> 14 & 1;
  const uint64_t d = bands >> 19 & 1, dl = l->bands >> 19 & 1, dr = r->bands >> 19 & 1;
  PUT(64, e | el << 1 | er << 2 | s << 3 | b << 9 | br << 13);
  PUT(65, d | dl << 1 | dr << 2 | s << 3 | b << 9 | br << 13);
  PUT(66, e | cr << 1 | br << 7 | s << 11);
  PUT(67, (uint64_t)is_tongue(w) | s << 1 | (uint64_t)w->foreign << 7 | (f & 7) << 9);
  PUT(68, (uint64_t)is_tongue(l) | (uint64_t)is_tongue(r) << 1 | (uint64_t)w->foreign << 2 | s << 4);
  PUT(69, (uint64_t)w->company | s << 2 | f << 8);
  PUT(70, (uint64_t)w->company | e << 2 | d << 3 | s << 4 | begins << 10);
  PUT(71, (uint64_t)w->company | cl << 2 | s << 8);
#undef PUT
  return n;
}

int phigate_tag_features(const word *words, size_t count, size_t index, uint32_t *out) {
  uint64_t values[phigate_tag_features_max];
  const int n = phigate_tag_values(words, count, index, values);
  for (int i = 0; i < n; i++) out[i] = phigate_tag_print(values[i]);
  return n;
}
