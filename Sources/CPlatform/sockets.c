// The Swift runtime's crash reporter, which is switched off, would open a pair of sockets. With this
// definition the linker needs none from the C library: the static binary has no socket symbol at all.
#include <errno.h>

__attribute__((visibility("hidden"))) int socketpair(int domain, int type, int protocol, int pair[2]) {
  (void)domain, (void)type, (void)protocol, (void)pair;
  errno = ENOSYS;
  return -1;
}
