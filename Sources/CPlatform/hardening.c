#include "CPlatform.h"
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

int phigate_forbid_crash_reports(void) {
  static const int crash_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT};
  struct sigaction action = {0};
  struct rlimit none = {0, 0};
  int first_error = 0;
  action.sa_handler = SIG_DFL;
  for (size_t i = 0; i < sizeof crash_signals / sizeof crash_signals[0]; i++)
    if (sigaction(crash_signals[i], &action, NULL) != 0 && first_error == 0) first_error = errno;
  action.sa_handler = SIG_IGN;
  if (sigaction(SIGPIPE, &action, NULL) != 0 && first_error == 0) first_error = errno;
  if (setrlimit(RLIMIT_CORE, &none) != 0 && first_error == 0) first_error = errno;
  // A program that began anew through /proc/self/exe would be called `exe`.
  if (prctl(PR_SET_NAME, "phigate", 0, 0, 0) != 0 && first_error == 0)
    first_error = errno;
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 && first_error == 0) first_error = errno;
  return first_error;
}
