#include "CLexicon.h"

const uint8_t phigate_lexicon[] = {
#embed "lexicon.bin"
};
const size_t phigate_lexicon_bytes = sizeof phigate_lexicon;
