#ifndef PHIGATE_CLEXICON_H
#define PHIGATE_CLEXICON_H
#include <stddef.h>
#include <stdint.h>

/// The compiled lexicon: a read-only table made by scripts/lexicon.
extern const uint8_t phigate_lexicon[];
/// Its length in bytes.
extern const size_t phigate_lexicon_bytes;
#endif
