#ifndef PHIGATE_CSYSTEM_H
#define PHIGATE_CSYSTEM_H
#include <stddef.h>
#include <stdint.h>

/// Takes the default action for every crash signal, forbids core dumps and makes the process
/// undumpable, so that no crash report can print memory that held a patient's data.
/// Called as the first instruction of main; SIGPIPE is ignored.
/// \returns 0, or the errno of the first call that failed.
int phigate_forbid_crash_reports(void);

/// openat2(2) with RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS and RESOLVE_NO_MAGICLINKS.
/// \returns a descriptor, or minus the errno (-ENOSYS where kernel or sandbox lack the call).
int phigate_open_beneath(int folder, const char *path, uint64_t flags, uint64_t mode);

/// syncfs(2).
/// \returns 0 or an errno.
int phigate_sync_filesystem(int descriptor);

/// renameat2(2) with RENAME_EXCHANGE: both paths change places in one step.
/// \returns 0 or an errno.
int phigate_exchange(const char *first, const char *second);

/// renameat2(2) with RENAME_NOREPLACE: nothing is ever replaced, not even an empty folder.
/// \returns 0 or an errno (EEXIST; EINVAL where the file system cannot promise it).
int phigate_rename_exclusive(const char *from, const char *to);

/// The mount that a descriptor lies on (statx, STATX_MNT_ID).
/// \returns the id, or 0 where the kernel does not tell.
uint64_t phigate_mount_id(int descriptor);

/// Tells whether users have attached extended attributes to an open file.
/// \returns 1 where they have, or where nobody can tell; otherwise 0.
int phigate_has_attributes(int descriptor);

/// Installs the handler that `phigate_guarded_copy` needs, once a process.
/// \returns 0 or an errno.
int phigate_install_bus_guard(void);

/// Copies from a mapped file to private memory; a page that the file no longer has reads as zeros.
/// \param source lies in the mapping `mapping`, `mapping_bytes` long.
/// \returns 0, or 1 where the file had shrunk: what was copied must not be used.
int phigate_guarded_copy(void *target, const void *source, size_t count, const void *mapping,
                         size_t mapping_bytes);

/// Writes the paths of the shared objects that are loaded, each with a zero behind it.
/// \returns how many bytes were written, or -1 where `size` is too small.
long phigate_loaded_objects(char *target, size_t size);

/// Tells whether a file system takes the times of its files from this machine's clock.
/// \returns 1 where it is known to; otherwise 0.
int phigate_is_own_clock(int folder);

/// Starts a program with a file as its input, a pipe as its output, an empty environment and nothing
/// else open.
/// \param process, output receive its number and our end of the pipe.
/// \returns 0 or an errno.
int phigate_start_helper(const char *path, const char *task, const char *seconds, int input,
                         int *process, int *output);

/// Waits for such a program, or ends it first.
/// \returns its exit code, or minus the signal that ended it.
int phigate_end_helper(int process, int is_cancelled);
#endif
