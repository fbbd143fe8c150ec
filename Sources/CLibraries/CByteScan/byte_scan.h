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

#endif
