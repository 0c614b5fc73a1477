#include "reader.h"
#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <string.h>
#include <unistd.h>

/// Bytes read and written at once.
enum { piece_bytes = 64 << 10 };

static uint8_t input[piece_bytes], output[piece_bytes];

static refusal lzma_refusal(lzma_ret code) {
  switch (code) {
    case LZMA_MEM_ERROR:
    case LZMA_MEMLIMIT_ERROR: return refusal_memory;
    case LZMA_BUF_ERROR: return refusal_truncated;
    case LZMA_UNSUPPORTED_CHECK:
    case LZMA_OPTIONS_ERROR: return refusal_unsupported;
    default: return refusal_corrupt;
  }
}

/// Makes sure that there is input.
/// \returns 0 at its end.
static int pull_lzma(lzma_stream *stream) {
  if (stream->avail_in > 0) return 1;
  stream->next_in = input;
  stream->avail_in = read_input(input, sizeof input);
  return stream->avail_in > 0;
}

/// Source: The .xz File Format 1.2.1: streams back to back, padded by multiples of four zeros.
void read_xz(void) {
  lzma_stream stream = LZMA_STREAM_INIT;
  for (;;) {
    if (lzma_stream_decoder(&stream, decoder_bytes_max, LZMA_TELL_UNSUPPORTED_CHECK) != LZMA_OK)
      refuse(refusal_memory);
    lzma_ret code = LZMA_OK;
    while (code == LZMA_OK) {
      const lzma_action action = pull_lzma(&stream) ? LZMA_RUN : LZMA_FINISH;
      stream.next_out = output;
      stream.avail_out = sizeof output;
      code = lzma_code(&stream, action);
      put_data(output, sizeof output - stream.avail_out);
    }
    if (code != LZMA_STREAM_END) refuse(lzma_refusal(code));
    size_t zeros = 0;
    for (; pull_lzma(&stream) && *stream.next_in == 0; zeros++) {
      stream.next_in++;
      stream.avail_in--;
    }
    if (zeros % 4 != 0) refuse(refusal_corrupt);
    if (stream.avail_in == 0) finish_reading();
    if (*stream.next_in != 0xFD) refuse(refusal_ambiguous);
  }
}

/// Streams back to back, each with the sum of its content; nothing behind the last one.
void read_bzip2(void) {
  bz_stream stream;
  memset(&stream, 0, sizeof stream);
  int is_open = 0;
  for (;;) {
    if (stream.avail_in == 0) {
      stream.next_in = (char *)input;
      stream.avail_in = (unsigned)read_input(input, sizeof input);
      if (stream.avail_in == 0) {
        if (is_open) refuse(refusal_truncated);
        finish_reading();
      }
    }
    if (!is_open) {
      // Another byte than a stream's first is no stream; the rest of it is judged by the library.
      if (*stream.next_in != 'B') refuse(refusal_ambiguous);
      if (BZ2_bzDecompressInit(&stream, 0, 0) != BZ_OK) refuse(refusal_memory);
      is_open = 1;
    }
    stream.next_out = (char *)output;
    stream.avail_out = sizeof output;
    const int code = BZ2_bzDecompress(&stream);
    put_data(output, sizeof output - stream.avail_out);
    if (code == BZ_STREAM_END) {
      BZ2_bzDecompressEnd(&stream);
      is_open = 0;
    } else if (code != BZ_OK) {
      refuse(code == BZ_MEM_ERROR ? refusal_memory : refusal_corrupt);
    }
  }
}

/// Frames back to back. Source: LZ4 Frame Format Description 1.6.4.
void read_lz4(void) {
  LZ4F_dctx *context = NULL;
  if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)))
    refuse(refusal_memory);
  size_t have = 0, used = 0, wanted = 0;
  int is_open = 0;
  for (;;) {
    if (used == have) {
      have = read_input(input, sizeof input);
      used = 0;
      if (have == 0) {
        if (is_open) refuse(refusal_truncated);
        finish_reading();
      }
    }
    if (!is_open) {
      // The first byte of a frame, of one that is skipped, and of the form before frames.
      if (input[used] >= 0x50 && input[used] <= 0x5F) put_other_text();
      else if (input[used] == 0x02) refuse(refusal_unsupported);
      else if (input[used] != 0x04) refuse(refusal_ambiguous);
      is_open = 1;
    }
    size_t made = sizeof output, taken = have - used;
    wanted = LZ4F_decompress(context, output, &made, input + used, &taken, NULL);
    if (LZ4F_isError(wanted)) refuse(refusal_corrupt);
    used += taken;
    put_data(output, made);
    if (wanted == 0) is_open = 0;
  }
}

/// Raw LZMA2 for a 7z, else one stream with the sum of its content.
void write_xz(int is_raw) {
  lzma_stream stream = LZMA_STREAM_INIT;
  lzma_options_lzma options;
  if (lzma_lzma_preset(&options, LZMA_PRESET_DEFAULT)) _exit(exit_limits);
  const lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, NULL}};
  lzma_ret code = is_raw ? lzma_raw_encoder(&stream, filters)
                         : lzma_stream_encoder(&stream, filters, LZMA_CHECK_CRC64);
  if (code != LZMA_OK) _exit(exit_limits);
  lzma_action action = LZMA_RUN;
  while (code == LZMA_OK) {
    if (stream.avail_in == 0 && action == LZMA_RUN) {
      stream.next_in = input;
      stream.avail_in = read_input(input, sizeof input);
      if (stream.avail_in < sizeof input) action = LZMA_FINISH;
    }
    stream.next_out = output;
    stream.avail_out = sizeof output;
    code = lzma_code(&stream, action);
    write_output(output, sizeof output - stream.avail_out);
  }
  if (code != LZMA_STREAM_END) _exit(exit_limits);
}

void write_bzip2(void) {
  enum { hundreds_of_kilobytes = 9 };
  bz_stream stream;
  memset(&stream, 0, sizeof stream);
  if (BZ2_bzCompressInit(&stream, hundreds_of_kilobytes, 0, 0) != BZ_OK) _exit(exit_limits);
  int action = BZ_RUN, code = BZ_RUN_OK;
  do {
    if (stream.avail_in == 0 && action == BZ_RUN) {
      stream.next_in = (char *)input;
      stream.avail_in = (unsigned)read_input(input, sizeof input);
      if (stream.avail_in < sizeof input) action = BZ_FINISH;
    }
    stream.next_out = (char *)output;
    stream.avail_out = sizeof output;
    code = BZ2_bzCompress(&stream, action);
    if (code < 0) _exit(exit_limits);
    write_output(output, sizeof output - stream.avail_out);
  } while (code != BZ_STREAM_END);
}

void write_lz4(void) {
  LZ4F_cctx *context = NULL;
  static uint8_t packed[piece_bytes * 2 + (1 << 20)];
  LZ4F_preferences_t preferences;
  memset(&preferences, 0, sizeof preferences);
  preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  // Nothing waits for more: where pieces end depends on the content alone.
  preferences.autoFlush = 1;
  if (LZ4F_isError(LZ4F_createCompressionContext(&context, LZ4F_VERSION)) ||
      LZ4F_compressBound(sizeof input, &preferences) > sizeof packed)
    _exit(exit_limits);
  size_t count = LZ4F_compressBegin(context, packed, sizeof packed, &preferences);
  while (!LZ4F_isError(count)) {
    write_output(packed, count);
    const size_t got = read_input(input, sizeof input);
    if (got == 0) break;
    count = LZ4F_compressUpdate(context, packed, sizeof packed, input, got, NULL);
  }
  if (!LZ4F_isError(count)) count = LZ4F_compressEnd(context, packed, sizeof packed, NULL);
  if (LZ4F_isError(count)) _exit(exit_limits);
  write_output(packed, count);
}
