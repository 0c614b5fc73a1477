#ifndef PHIGATE_READER_H
#define PHIGATE_READER_H
#include <stddef.h>
#include <stdint.h>

/// The process that holds other people's decompressors, apart from everything else.
///
/// Input is a regular file on descriptor 0, output a pipe on descriptor 1; nothing else is open.
/// A reader answers in frames, each a letter and what belongs to it, numbers little-endian:
///
///   M  kind (1 byte: 0 file, 1 folder, 2 link, 3 other), executable (1), bytes of the name (4),
///      bytes of the content (8), the name
///   D  bytes (4), at most `frame_bytes_max`, then the bytes
///   T  something that may say anything is not part of what was read
///   E  the verified end
///   X  why there is no end: one byte, see `refusal`
///
/// A writer answers with the bytes of the file alone and ends with 0.
enum { frame_bytes_max = 64 << 10, name_bytes_max = 16 << 10 };

/// Why something cannot be read. The numbers are those of `HelperRefusal` in Formats.
typedef enum {
  refusal_corrupt = 1,
  refusal_truncated = 2,
  refusal_encrypted = 3,
  refusal_unsupported = 4,
  refusal_memory = 5,
  refusal_ambiguous = 6,
} refusal;

/// The process's exit codes beside 0.
enum { exit_usage = 64, exit_output = 65, exit_limits = 66 };

/// Memory that a decompressor may use: less than the address space, so that it can say so itself.
enum { decoder_bytes_max = 256 << 20 };

/// Takes away everything that a reader does not need: time, memory, files, privileges, system calls.
///
/// \returns 0, or -1 where the kernel refuses; the process must not read anything then.
int limit_process(unsigned long cpu_seconds);

/// Reads at most `count` bytes of the input; 0 at its end.
size_t read_input(uint8_t *target, size_t count);

/// Writes to the output or ends the process.
void write_output(const void *bytes, size_t count);

/// Frames.
void put_data(const uint8_t *bytes, size_t count);
void put_member(int kind, int is_executable, const char *name, size_t name_bytes, uint64_t bytes);
void put_other_text(void);
/// Ends the process with a frame that tells why.
_Noreturn void refuse(refusal why);
/// Ends the process with the frame of a verified end.
_Noreturn void finish_reading(void);

void read_xz(void);
void read_bzip2(void);
void read_lz4(void);
void read_7z(void);
void write_xz(int is_raw);
void write_bzip2(void);
void write_lz4(void);
#endif
