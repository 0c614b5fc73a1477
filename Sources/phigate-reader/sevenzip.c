#define _GNU_SOURCE
#include "reader.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

/// Bytes that libarchive reads at once.
enum { block_bytes = 64 << 10 };

/// What a failure means. libarchive has no codes for most of them; its words are those of 3.6 and 3.7.
static refusal why(struct archive *archive) {
  const char *text = archive_error_string(archive);
  if (archive_read_has_encrypted_entries(archive) > 0) return refusal_encrypted;
  if (archive_errno(archive) == ENOMEM) return refusal_memory;
  if (!text) return refusal_corrupt;
  if (strcasestr(text, "truncated")) return refusal_truncated;
  if (strcasestr(text, "encrypt") || strcasestr(text, "Crypto")) return refusal_encrypted;
  if (strcasestr(text, "unsupported") || strcasestr(text, "not supported"))
    return refusal_unsupported;
  return refusal_corrupt;
}

static int kind_of(struct archive_entry *entry) {
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG: return 0;
    case AE_IFDIR: return 1;
    case AE_IFLNK: return 2;
    default: return 3;
  }
}

void read_7z(void) {
  struct archive *archive = archive_read_new();
  struct archive_entry *entry = NULL;
  if (!archive || archive_read_support_format_7zip(archive) != ARCHIVE_OK) refuse(refusal_memory);
  // Warnings are failures: what libarchive passes over, another reader may show.
  if (archive_read_open_fd(archive, 0, block_bytes) != ARCHIVE_OK) refuse(why(archive));
  for (;;) {
    const int code = archive_read_next_header(archive, &entry);
    if (code == ARCHIVE_EOF) break;
    if (code != ARCHIVE_OK) refuse(why(archive));
    if (archive_entry_is_encrypted(entry)) refuse(refusal_encrypted);
    const char *name = archive_entry_pathname_utf8(entry);
    if (!name) refuse(refusal_corrupt);
    const int kind = kind_of(entry);
    const int64_t size = kind == 0 ? archive_entry_size(entry) : 0;
    if (size < 0 || (kind == 0 && !archive_entry_size_is_set(entry))) refuse(refusal_corrupt);
    put_member(kind, archive_entry_perm(entry) & 0100, name, strlen(name), (uint64_t)size);
    if (kind != 0) continue;
    static uint8_t piece[frame_bytes_max];
    int64_t done = 0;
    for (;;) {
      const la_ssize_t got = archive_read_data(archive, piece, sizeof piece);
      if (got < 0) refuse(why(archive));
      if (got == 0) break;
      done += got;
      if (done > size) refuse(refusal_corrupt);
      put_data(piece, (size_t)got);
    }
    if (done != size) refuse(refusal_corrupt);
  }
  finish_reading();
}
