// Comparing 64 bytes at once, with the result as one bit a byte, which Swift has no operation for. What every x86-64 and
// arm64 has is used there, AVX2 where the processor has it; elsewhere, and in the test that holds all of them to it, the
// portable twin does the same. Texts must be readable for 64 bytes behind their end.
#ifndef ROLLCALL_BYTE_MASKS_H
#define ROLLCALL_BYTE_MASKS_H

#include <stdint.h>

#if defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

// Of 64 bytes; bit k speaks of byte k.
typedef struct {
  uint64_t delimiter;
  uint64_t quote;
  // LF and CR.
  uint64_t newline;
  // Bytes beyond ASCII.
  uint64_t high;
} rollcall_csv_masks;

typedef struct {
  uint64_t high;
  // 10xxxxxx
  uint64_t trail;
  // 111xxxxx and 1111xxxx
  uint64_t three;
  uint64_t four;
  // Lead bytes that not every trail byte may follow, or none: C0, C1, E0, ED and from F0 on.
  uint64_t strict;
} rollcall_utf8_masks;

// The number of zeros below the lowest bit; of no bit, any number.
static inline uint32_t rollcall_lowest_bit(uint64_t mask) { return (uint32_t)__builtin_ctzll(mask); }

// How the instructions of each machine make the masks of one block: rollcall_csv_NAME, rollcall_high_NAME and
// rollcall_utf8_NAME.

static inline rollcall_csv_masks rollcall_csv_portable(
    const uint8_t *text, uint8_t delimiter, uint8_t quote) {
  rollcall_csv_masks masks = {0, 0, 0, 0};
  for (int k = 0; k < 64; k++) {
    masks.delimiter |= (uint64_t)(text[k] == delimiter) << k;
    masks.quote |= (uint64_t)(text[k] == quote) << k;
    masks.newline |= (uint64_t)(text[k] == '\n' || text[k] == '\r') << k;
    masks.high |= (uint64_t)(text[k] >> 7) << k;
  }
  return masks;
}

static inline uint64_t rollcall_high_portable(const uint8_t *text) {
  uint64_t mask = 0;
  for (int k = 0; k < 64; k++) mask |= (uint64_t)(text[k] >> 7) << k;
  return mask;
}

static inline rollcall_utf8_masks rollcall_utf8_portable(const uint8_t *text) {
  rollcall_utf8_masks masks = {0, 0, 0, 0, 0};
  for (int k = 0; k < 64; k++) {
    uint8_t byte = text[k];
    masks.high |= (uint64_t)(byte >= 0x80) << k;
    masks.trail |= (uint64_t)(byte >= 0x80 && byte < 0xC0) << k;
    masks.three |= (uint64_t)(byte >= 0xE0) << k;
    masks.four |= (uint64_t)(byte >= 0xF0) << k;
    masks.strict |=
        (uint64_t)((byte & 0xFE) == 0xC0 || byte == 0xE0 || byte == 0xED || byte >= 0xF0) << k;
  }
  return masks;
}

#if defined(__SSE2__)

// The same in registers of 16 and of 32 bytes. As signed numbers, bytes beyond ASCII are below zero, in their order.
#define ROLLCALL_MASKS(NAME, ATTRIBUTE, BYTES, MOVEMASK, MASK)                                        \
  typedef char rollcall_lanes_##NAME __attribute__((vector_size(BYTES)));                             \
  typedef signed char rollcall_signed_##NAME __attribute__((vector_size(BYTES)));                     \
  ATTRIBUTE static inline uint64_t rollcall_bits_##NAME(rollcall_lanes_##NAME lanes) {                \
    return (MASK)MOVEMASK(lanes);                                                                     \
  }                                                                                                   \
  ATTRIBUTE static inline rollcall_lanes_##NAME rollcall_load_##NAME(const uint8_t *text) {           \
    rollcall_lanes_##NAME lanes;                                                                      \
    __builtin_memcpy(&lanes, text, sizeof lanes);                                                     \
    return lanes;                                                                                     \
  }                                                                                                   \
  ATTRIBUTE static inline rollcall_csv_masks rollcall_csv_##NAME(                                     \
      const uint8_t *text, uint8_t delimiter, uint8_t quote) {                                        \
    rollcall_csv_masks masks = {0, 0, 0, 0};                                                          \
    _Pragma("clang loop unroll(full)") for (int k = 0; k < 64; k += BYTES) {                          \
      rollcall_lanes_##NAME lanes = rollcall_load_##NAME(text + k);                                   \
      masks.delimiter |=                                                                              \
          rollcall_bits_##NAME((rollcall_lanes_##NAME)(lanes == (char)delimiter)) << k;               \
      masks.quote |= rollcall_bits_##NAME((rollcall_lanes_##NAME)(lanes == (char)quote)) << k;        \
      masks.newline |=                                                                                \
          rollcall_bits_##NAME((rollcall_lanes_##NAME)((lanes == '\n') | (lanes == '\r'))) << k;      \
      masks.high |= rollcall_bits_##NAME(lanes) << k;                                                 \
    }                                                                                                 \
    return masks;                                                                                     \
  }                                                                                                   \
  ATTRIBUTE static inline uint64_t rollcall_high_##NAME(const uint8_t *text) {                        \
    uint64_t mask = 0;                                                                                \
    _Pragma("clang loop unroll(full)") for (int k = 0; k < 64; k += BYTES)                            \
      mask |= rollcall_bits_##NAME(rollcall_load_##NAME(text + k)) << k;                              \
    return mask;                                                                                      \
  }                                                                                                   \
  ATTRIBUTE static inline rollcall_utf8_masks rollcall_utf8_##NAME(const uint8_t *text) {             \
    rollcall_utf8_masks masks = {0, 0, 0, 0, 0};                                                      \
    _Pragma("clang loop unroll(full)") for (int k = 0; k < 64; k += BYTES) {                          \
      rollcall_lanes_##NAME lanes = rollcall_load_##NAME(text + k);                                   \
      rollcall_signed_##NAME value = (rollcall_signed_##NAME)lanes;                                   \
      uint64_t high = rollcall_bits_##NAME(lanes);                                                    \
      uint64_t four = rollcall_bits_##NAME((rollcall_lanes_##NAME)(value > (signed char)0xEF)) & high;\
      masks.high |= high << k;                                                                        \
      masks.trail |=                                                                                  \
          rollcall_bits_##NAME((rollcall_lanes_##NAME)(value < (signed char)0xC0)) << k;              \
      masks.three |=                                                                                  \
          (rollcall_bits_##NAME((rollcall_lanes_##NAME)(value > (signed char)0xDF)) & high) << k;     \
      masks.four |= four << k;                                                                        \
      masks.strict |= (four | rollcall_bits_##NAME((rollcall_lanes_##NAME)(                           \
                                  ((lanes & (char)0xFE) == (char)0xC0) | (lanes == (char)0xE0) |      \
                                  (lanes == (char)0xED))))                                            \
                      << k;                                                                           \
    }                                                                                                 \
    return masks;                                                                                     \
  }

ROLLCALL_MASKS(native, , 16, __builtin_ia32_pmovmskb128, uint16_t)
#define ROLLCALL_AVX2 __attribute__((target("avx2")))
ROLLCALL_MASKS(avx2, ROLLCALL_AVX2, 32, __builtin_ia32_pmovmskb256, uint32_t)
#undef ROLLCALL_MASKS

#elif defined(__aarch64__) && defined(__ARM_NEON)

// Keeps bit k of lane k (modulo 8) and adds neighbours until eight lanes are a byte.
static inline uint64_t rollcall_gather(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t keep = vld1q_u8(bits);
  uint8x16_t low = vpaddq_u8(vandq_u8(a, keep), vandq_u8(b, keep));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, keep), vandq_u8(d, keep));
  uint8x16_t sum = vpaddq_u8(low, high);
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

static inline uint64_t rollcall_from(const uint8_t *text, uint8_t least) {
  uint8x16_t limit = vdupq_n_u8(least);
  return rollcall_gather(
      vcgeq_u8(vld1q_u8(text), limit), vcgeq_u8(vld1q_u8(text + 16), limit),
      vcgeq_u8(vld1q_u8(text + 32), limit), vcgeq_u8(vld1q_u8(text + 48), limit));
}

static inline uint64_t rollcall_equal(const uint8_t *text, uint8_t kept, uint8_t byte) {
  uint8x16_t keep = vdupq_n_u8(kept), wanted = vdupq_n_u8(byte);
  return rollcall_gather(
      vceqq_u8(vandq_u8(vld1q_u8(text), keep), wanted),
      vceqq_u8(vandq_u8(vld1q_u8(text + 16), keep), wanted),
      vceqq_u8(vandq_u8(vld1q_u8(text + 32), keep), wanted),
      vceqq_u8(vandq_u8(vld1q_u8(text + 48), keep), wanted));
}

static inline uint64_t rollcall_high_native(const uint8_t *text) { return rollcall_from(text, 0x80); }

static inline rollcall_csv_masks rollcall_csv_native(
    const uint8_t *text, uint8_t delimiter, uint8_t quote) {
  rollcall_csv_masks masks = {
      rollcall_equal(text, 0xFF, delimiter), rollcall_equal(text, 0xFF, quote),
      rollcall_equal(text, 0xFF, '\n') | rollcall_equal(text, 0xFF, '\r'),
      rollcall_high_native(text)};
  return masks;
}

static inline rollcall_utf8_masks rollcall_utf8_native(const uint8_t *text) {
  uint64_t high = rollcall_from(text, 0x80), four = rollcall_from(text, 0xF0);
  rollcall_utf8_masks masks = {
      high, high & ~rollcall_from(text, 0xC0), rollcall_from(text, 0xE0), four,
      four | rollcall_equal(text, 0xFE, 0xC0) | rollcall_equal(text, 0xFF, 0xE0) |
          rollcall_equal(text, 0xFF, 0xED)};
  return masks;
}

#else

static inline rollcall_csv_masks rollcall_csv_native(
    const uint8_t *text, uint8_t delimiter, uint8_t quote) {
  return rollcall_csv_portable(text, delimiter, quote);
}
static inline uint64_t rollcall_high_native(const uint8_t *text) { return rollcall_high_portable(text); }
static inline rollcall_utf8_masks rollcall_utf8_native(const uint8_t *text) {
  return rollcall_utf8_portable(text);
}

#endif

// Whether a byte may follow a lead byte that is choosy (RFC 3629 section 4).
static inline int rollcall_may_follow(uint8_t lead, uint8_t next) {
  switch (lead) {
  case 0xE0: return next >= 0xA0;
  case 0xED: return next < 0xA0;
  case 0xF0: return next >= 0x90;
  case 0xF4: return next < 0x90;
  default: return lead >= 0xF1 && lead <= 0xF3;
  }
}

// Loops over a text, with the masks of its blocks: of CSV, and whether it is UTF-8. A character that the end cuts is no
// fault. The answers are 0 for what is no UTF-8, 1 for ASCII, 2 for more.
#define ROLLCALL_LOOPS(NAME, ATTRIBUTE)                                                               \
  ATTRIBUTE static void rollcall_csv_blocks_##NAME(                                                   \
      const uint8_t *text, int64_t blocks, uint8_t delimiter, uint8_t quote,                          \
      rollcall_csv_masks *masks) {                                                                    \
    for (int64_t k = 0; k < blocks; k++) masks[k] = rollcall_csv_##NAME(text + k * 64, delimiter, quote); \
  }                                                                                                   \
  ATTRIBUTE static int rollcall_utf8_check_##NAME(const uint8_t *text, int64_t count) {               \
    uint64_t expected = 0, any = 0;                                                                   \
    for (int64_t base = 0; base < count; base += 64) {                                                \
      uint64_t valid = count - base < 64 ? ((uint64_t)1 << (count - base)) - 1 : ~(uint64_t)0;        \
      uint64_t found = rollcall_high_##NAME(text + base) & valid;                                     \
      if ((found | expected) == 0) continue;                                                          \
      any |= found;                                                                                   \
      rollcall_utf8_masks masks = rollcall_utf8_##NAME(text + base);                                  \
      uint64_t leads = masks.high & ~masks.trail & valid;                                             \
      uint64_t three = masks.three & valid, four = masks.four & valid;                                \
      uint64_t wanted = leads << 1 | three << 2 | four << 3 | expected;                               \
      if ((wanted ^ masks.trail) & valid) return 0;                                                   \
      for (uint64_t strict = masks.strict & valid; strict; strict &= strict - 1) {                    \
        int64_t place = base + rollcall_lowest_bit(strict);                                           \
        uint8_t lead = text[place];                                                                   \
        if (place + 1 < count ? !rollcall_may_follow(lead, text[place + 1])                           \
                              : lead < 0xE0 || lead > 0xF4)                                           \
          return 0;                                                                                   \
      }                                                                                               \
      expected = leads >> 63 | three >> 62 | four >> 61;                                              \
    }                                                                                                 \
    return any ? 2 : 1;                                                                               \
  }

ROLLCALL_LOOPS(portable, )
ROLLCALL_LOOPS(native, )
#if defined(__SSE2__)
ROLLCALL_LOOPS(avx2, ROLLCALL_AVX2)
#endif
#undef ROLLCALL_LOOPS

static inline int rollcall_has_avx2(void) {
#if defined(__SSE2__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") != 0;
#else
  return 0;
#endif
}

static inline void rollcall_csv_blocks(
    const uint8_t *text, int64_t blocks, uint8_t delimiter, uint8_t quote,
    rollcall_csv_masks *masks) {
#if defined(__SSE2__)
  if (rollcall_has_avx2()) {
    rollcall_csv_blocks_avx2(text, blocks, delimiter, quote, masks);
    return;
  }
#endif
  rollcall_csv_blocks_native(text, blocks, delimiter, quote, masks);
}

static inline int rollcall_utf8_check(const uint8_t *text, int64_t count) {
#if defined(__SSE2__)
  if (rollcall_has_avx2()) return rollcall_utf8_check_avx2(text, count);
#endif
  return rollcall_utf8_check_native(text, count);
}

static inline uint64_t rollcall_high_mask(const uint8_t *text) { return rollcall_high_native(text); }

#endif
