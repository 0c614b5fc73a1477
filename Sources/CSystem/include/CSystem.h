#ifndef PHIGATE_CSYSTEM_H
#define PHIGATE_CSYSTEM_H
#include <stdint.h>
#include <stddef.h>

/// Takes the default action for every crash signal, forbids core dumps and makes the process
/// undumpable, so that no crash report can print memory that held a patient's data.
/// Called as the first instruction of main; SIGPIPE is ignored.
/// \returns 0, or the errno of the first call that failed.
int phigate_forbid_crash_reports(void);
#endif
