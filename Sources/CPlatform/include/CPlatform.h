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

/// Bytes of the key of an item, and of the note of one that ended the program: key, phase, cause.
enum { PHIGATE_KEY_BYTES = 32, PHIGATE_NOTE_BYTES = 34 };

/// The variable of the environment that marks a program that was begun anew.
#define PHIGATE_ANEW "PHIGATE_BEGUN_ANEW"

/// What was looked at when an item ended the program.
enum phigate_phase { phigate_phase_name = 0, phigate_phase_content = 1 };

/// Why an item ended the program: a fault of the program, or a step of work that came to no end.
enum phigate_cause { phigate_cause_fault = 0, phigate_cause_time = 1 };

/// From now on a fault of a thread that has an item in hand (a signal of the kernel or of the thread
/// itself, not one that somebody sent) appends a note to `file` and begins the
/// program anew by execve(2), with `argv` and the same process number; everything that is open is
/// closed on exec. A fault without an item in hand ends the program as ever.
/// \param file is open for appending and stays so.
/// \param argv stays as it is until the program ends.
/// \returns 0 or an errno.
int phigate_survive_faults(int file, char *const *argv);

/// Notes the signal that asks the run to stop; a fault after that ends the program with 128 and the
/// signal's number instead of beginning it anew. May be called by a handler of signals.
void phigate_stop_by(int number);

/// The signal that asked the run to stop; 0 where none did.
int phigate_stopped_by(void);

/// Takes back what `phigate_survive_faults` did: a fault ends the program, and so does a limit on its time.
/// \returns the file of notes, which the caller closes, or -1.
int phigate_let_faults_be(void);

/// Does what a fault of the calling thread asks for; called by handlers of signals.
void phigate_end_by_fault(int number);

/// Gives the calling thread a stack for handlers, and lets its steps be watched.
/// \returns 0 or an errno.
int phigate_watch_thread(void);

/// Takes that back, before the thread ends.
void phigate_leave_thread(void);

/// Says what the calling thread works at.
/// \param key is `PHIGATE_KEY_BYTES` long and copied.
void phigate_take_in_hand(const uint8_t *key, enum phigate_phase phase);

/// Says that the calling thread works at nothing.
void phigate_put_down(void);

/// What the calling thread works at.
/// \param key receives `PHIGATE_KEY_BYTES`.
/// \returns the phase, or -1 where it works at nothing.
int phigate_in_hand(uint8_t *key);

/// Says that the calling thread came on: something was read, or a block of text was scanned.
void phigate_step(void);

/// Ends what watched threads have in hand where a step has taken more than so many seconds of a
/// processor, as a fault would; called about once a second by a thread that watches.
void phigate_end_long_steps(int64_t seconds);
#endif
