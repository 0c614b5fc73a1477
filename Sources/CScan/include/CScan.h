#ifndef PHIGATE_CSCAN_H
#define PHIGATE_CSCAN_H
#include <stdint.h>
#include <stddef.h>
#endif
