#ifndef ROLLCALL_BYTE_SCAN_H
#define ROLLCALL_BYTE_SCAN_H

// Searches in text, 32 bytes at a time: bit k of a result speaks of byte k. Swift has no instruction that gathers a bit
// of each lane; where the processor has none either, the plain loop says what is meant.

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#if defined(__SSE2__)

static inline uint32_t rollcall_bits32(__m128i first, __m128i second) {
  return (uint32_t)_mm_movemask_epi8(first) | (uint32_t)_mm_movemask_epi8(second) << 16;
}

static inline __m128i rollcall_json_stops16(__m128i text) {
  const __m128i quotes = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
  const __m128i escapes = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
  const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(text, _mm_set1_epi8(0x1F)), text);
  return _mm_or_si128(_mm_or_si128(quotes, escapes), controls);
}

static inline __m128i rollcall_xml_stops16(__m128i text) {
  const __m128i marks =
      _mm_cmpeq_epi8(_mm_and_si128(text, _mm_set1_epi8((char)0xFD)), _mm_set1_epi8('<'));
  const __m128i entities = _mm_cmpeq_epi8(text, _mm_set1_epi8('&'));
  const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(text, _mm_set1_epi8(0x1F)), text);
  return _mm_or_si128(_mm_or_si128(marks, entities), controls);
}

static inline __m128i rollcall_csv_stops16(__m128i text) {
  const __m128i cells = _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8(',')),
                                     _mm_cmpeq_epi8(text, _mm_set1_epi8('"')));
  const __m128i lines = _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('\r')),
                                     _mm_cmpeq_epi8(text, _mm_set1_epi8('\n')));
  return _mm_or_si128(cells, lines);
}

#define ROLLCALL_LOAD16(text) _mm_loadu_si128((const __m128i *)(const void *)(text))

#elif defined(__aarch64__)

static inline uint32_t rollcall_bits16(uint8x16_t lanes) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t bits = vandq_u8(lanes, vld1q_u8(weights));
  return (uint32_t)vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
}

static inline uint32_t rollcall_bits32(uint8x16_t first, uint8x16_t second) {
  return rollcall_bits16(first) | rollcall_bits16(second) << 16;
}

static inline uint8x16_t rollcall_json_stops16(uint8x16_t text) {
  const uint8x16_t quotes = vceqq_u8(text, vdupq_n_u8('"'));
  const uint8x16_t escapes = vceqq_u8(text, vdupq_n_u8('\\'));
  return vorrq_u8(vorrq_u8(quotes, escapes), vcltq_u8(text, vdupq_n_u8(0x20)));
}

static inline uint8x16_t rollcall_xml_stops16(uint8x16_t text) {
  const uint8x16_t marks = vceqq_u8(vandq_u8(text, vdupq_n_u8(0xFD)), vdupq_n_u8('<'));
  const uint8x16_t entities = vceqq_u8(text, vdupq_n_u8('&'));
  return vorrq_u8(vorrq_u8(marks, entities), vcltq_u8(text, vdupq_n_u8(0x20)));
}

static inline uint8x16_t rollcall_csv_stops16(uint8x16_t text) {
  const uint8x16_t cells = vorrq_u8(vceqq_u8(text, vdupq_n_u8(',')), vceqq_u8(text, vdupq_n_u8('"')));
  const uint8x16_t lines =
      vorrq_u8(vceqq_u8(text, vdupq_n_u8('\r')), vceqq_u8(text, vdupq_n_u8('\n')));
  return vorrq_u8(cells, lines);
}

static inline uint8x16_t rollcall_high16(uint8x16_t text) {
  return vcgeq_u8(text, vdupq_n_u8(0x80));
}

#define ROLLCALL_LOAD16(text) vld1q_u8(text)

#endif

/// The bytes that end a run of plain text in a JSON string: `"`, `\` and control characters.
static inline uint32_t rollcall_json_stops(const uint8_t *text) {
#if defined(__SSE2__) || defined(__aarch64__)
  return rollcall_bits32(rollcall_json_stops16(ROLLCALL_LOAD16(text)),
                         rollcall_json_stops16(ROLLCALL_LOAD16(text + 16)));
#else
  uint32_t bits = 0;
  for (int k = 0; k < 32; k++)
    bits |= (uint32_t)(text[k] == '"' || text[k] == '\\' || text[k] < 0x20) << k;
  return bits;
#endif
}

/// The bytes that end a run of plain text in XML: `<`, `>`, `&` and control characters.
static inline uint32_t rollcall_xml_stops(const uint8_t *text) {
#if defined(__SSE2__) || defined(__aarch64__)
  return rollcall_bits32(rollcall_xml_stops16(ROLLCALL_LOAD16(text)),
                         rollcall_xml_stops16(ROLLCALL_LOAD16(text + 16)));
#else
  uint32_t bits = 0;
  for (int k = 0; k < 32; k++)
    bits |= (uint32_t)(text[k] == '<' || text[k] == '>' || text[k] == '&' || text[k] < 0x20) << k;
  return bits;
#endif
}

/// The bytes for which a cell of CSV needs quotes: `,`, `"`, CR and LF.
static inline uint32_t rollcall_csv_stops(const uint8_t *text) {
#if defined(__SSE2__) || defined(__aarch64__)
  return rollcall_bits32(rollcall_csv_stops16(ROLLCALL_LOAD16(text)),
                         rollcall_csv_stops16(ROLLCALL_LOAD16(text + 16)));
#else
  uint32_t bits = 0;
  for (int k = 0; k < 32; k++) {
    const uint8_t byte = text[k];
    bits |= (uint32_t)(byte == ',' || byte == '"' || byte == '\r' || byte == '\n') << k;
  }
  return bits;
#endif
}

/// The bytes beyond ASCII.
static inline uint32_t rollcall_high_bytes(const uint8_t *text) {
#if defined(__SSE2__)
  return rollcall_bits32(ROLLCALL_LOAD16(text), ROLLCALL_LOAD16(text + 16));
#elif defined(__aarch64__)
  return rollcall_bits32(rollcall_high16(ROLLCALL_LOAD16(text)),
                         rollcall_high16(ROLLCALL_LOAD16(text + 16)));
#else
  uint32_t bits = 0;
  for (int k = 0; k < 32; k++) bits |= (uint32_t)(text[k] >> 7) << k;
  return bits;
#endif
}

#undef ROLLCALL_LOAD16

#if defined(__x86_64__)
#include <immintrin.h>

// Keiser & Lemire, Validating UTF-8 In Less Than One Instruction Per Byte (2021): what may be wrong with two bytes side
// by side depends on three half bytes. A table for each of these has the faults that it leaves possible; a fault that all
// three have is there.
enum {
  ROLLCALL_TOO_SHORT = 1,        // 11______ then no continuation
  ROLLCALL_TOO_LONG = 2,         // ASCII then a continuation
  ROLLCALL_OVERLONG_3 = 4,       // E0 then 100_____
  ROLLCALL_TOO_LARGE = 8,        // F4 then 1001____ or more, or F5 to FF
  ROLLCALL_SURROGATE = 16,       // ED then 101_____
  ROLLCALL_OVERLONG_2 = 32,      // C0 or C1
  ROLLCALL_TOO_LARGE_1000 = 64,  // F5 to FF then 1000____
  ROLLCALL_OVERLONG_4 = 64,      // F0 then 1000____
  ROLLCALL_TWO_CONTINUATIONS = 128,
  ROLLCALL_ANY_LOW = ROLLCALL_TOO_SHORT | ROLLCALL_TOO_LONG | ROLLCALL_TWO_CONTINUATIONS,
  ROLLCALL_FROM_F5 = ROLLCALL_ANY_LOW | ROLLCALL_TOO_LARGE | ROLLCALL_TOO_LARGE_1000
};

#define ROLLCALL_TABLE(...) \
  _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

/// Faults in 32 bytes, with those before them; zero where there is none.
__attribute__((target("avx2"))) static inline __m256i rollcall_utf8_faults(__m256i text,
                                                                           __m256i before) {
  const __m256i first_high = ROLLCALL_TABLE(
      ROLLCALL_TOO_LONG, ROLLCALL_TOO_LONG, ROLLCALL_TOO_LONG, ROLLCALL_TOO_LONG,
      ROLLCALL_TOO_LONG, ROLLCALL_TOO_LONG, ROLLCALL_TOO_LONG, ROLLCALL_TOO_LONG,
      (char)ROLLCALL_TWO_CONTINUATIONS, (char)ROLLCALL_TWO_CONTINUATIONS,
      (char)ROLLCALL_TWO_CONTINUATIONS, (char)ROLLCALL_TWO_CONTINUATIONS,
      ROLLCALL_TOO_SHORT | ROLLCALL_OVERLONG_2, ROLLCALL_TOO_SHORT,
      ROLLCALL_TOO_SHORT | ROLLCALL_OVERLONG_3 | ROLLCALL_SURROGATE,
      ROLLCALL_TOO_SHORT | ROLLCALL_TOO_LARGE | ROLLCALL_TOO_LARGE_1000 | ROLLCALL_OVERLONG_4);
  const __m256i first_low = ROLLCALL_TABLE(
      (char)(ROLLCALL_ANY_LOW | ROLLCALL_OVERLONG_2 | ROLLCALL_OVERLONG_3 | ROLLCALL_OVERLONG_4),
      (char)(ROLLCALL_ANY_LOW | ROLLCALL_OVERLONG_2), (char)ROLLCALL_ANY_LOW,
      (char)ROLLCALL_ANY_LOW, (char)(ROLLCALL_ANY_LOW | ROLLCALL_TOO_LARGE),
      (char)ROLLCALL_FROM_F5, (char)ROLLCALL_FROM_F5, (char)ROLLCALL_FROM_F5,
      (char)ROLLCALL_FROM_F5, (char)ROLLCALL_FROM_F5, (char)ROLLCALL_FROM_F5,
      (char)ROLLCALL_FROM_F5, (char)ROLLCALL_FROM_F5,
      (char)(ROLLCALL_FROM_F5 | ROLLCALL_SURROGATE), (char)ROLLCALL_FROM_F5,
      (char)ROLLCALL_FROM_F5);
  const int continued = ROLLCALL_TOO_LONG | ROLLCALL_OVERLONG_2 | ROLLCALL_TWO_CONTINUATIONS;
  const __m256i second_high = ROLLCALL_TABLE(
      ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT,
      ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT,
      (char)(continued | ROLLCALL_OVERLONG_3 | ROLLCALL_TOO_LARGE_1000 | ROLLCALL_OVERLONG_4),
      (char)(continued | ROLLCALL_OVERLONG_3 | ROLLCALL_TOO_LARGE),
      (char)(continued | ROLLCALL_SURROGATE | ROLLCALL_TOO_LARGE),
      (char)(continued | ROLLCALL_SURROGATE | ROLLCALL_TOO_LARGE), ROLLCALL_TOO_SHORT,
      ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT, ROLLCALL_TOO_SHORT);
  const __m256i low = _mm256_set1_epi8(0x0F);
  const __m256i seam = _mm256_permute2x128_si256(before, text, 0x21);
  const __m256i one = _mm256_alignr_epi8(text, seam, 15);
  const __m256i two = _mm256_alignr_epi8(text, seam, 14);
  const __m256i three = _mm256_alignr_epi8(text, seam, 13);
  const __m256i faults = _mm256_and_si256(
      _mm256_and_si256(
          _mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(one, 4), low)),
          _mm256_shuffle_epi8(first_low, _mm256_and_si256(one, low))),
      _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(text, 4), low)));
  // The third and fourth byte of a character are continuations behind continuations.
  const __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8((char)(0xE0 - 0x80)));
  const __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xF0 - 0x80)));
  const __m256i wanted =
      _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(faults, wanted);
}

__attribute__((target("avx2"))) static inline int64_t rollcall_utf8_avx2(const uint8_t *text,
                                                                         int64_t count) {
  __m256i before = _mm256_setzero_si256();
  int64_t at = 0;
  while (at + 64 <= count) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(text + at));
    const __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(text + at + 32));
    const int is_open = at > 0 && text[at - 1] >= 0x80;
    if (is_open || _mm256_movemask_epi8(_mm256_or_si256(low, high)) != 0) {
      const __m256i faults = _mm256_or_si256(rollcall_utf8_faults(low, before),
                                             rollcall_utf8_faults(high, low));
      if (!_mm256_testz_si256(faults, faults)) break;
    }
    before = high;
    at += 64;
  }
  // The last character may go on behind the blocks.
  for (int back = 0; back < 4 && at > 0 && text[at - 1] >= 0x80; back++) {
    at--;
    if (text[at] >= 0xC0) break;
  }
  return at;
}
#endif

/// The length of a part at the beginning that is valid UTF-8 and ends with a character; what follows is to be looked at
/// one by one. Zero where the processor has no instructions for it.
static inline int64_t rollcall_utf8_prefix(const uint8_t *text, int64_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return rollcall_utf8_avx2(text, count);
#endif
  (void)text;
  (void)count;
  return 0;
}

#endif
