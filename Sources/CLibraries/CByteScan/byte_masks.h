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

#if defined(__clang__)
#define ROLLCALL_UNROLLED _Pragma("clang loop unroll(full)")
#else
#define ROLLCALL_UNROLLED
#endif

// The number of zeros below the lowest bit; of no bit, any number.
static inline uint32_t rollcall_lowest_bit(uint64_t mask) { return (uint32_t)__builtin_ctzll(mask); }

// How the instructions of each machine make the masks of one block: rollcall_csv_NAME.

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

#if defined(__SSE2__)

// The same in registers of 16 and of 32 bytes.
#define ROLLCALL_MASKS(NAME, ATTRIBUTE, BYTES, MOVEMASK, MASK)                                        \
  typedef char rollcall_lanes_##NAME __attribute__((vector_size(BYTES)));                             \
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
    ROLLCALL_UNROLLED for (int k = 0; k < 64; k += BYTES) {                                           \
      rollcall_lanes_##NAME lanes = rollcall_load_##NAME(text + k);                                   \
      masks.delimiter |=                                                                              \
          rollcall_bits_##NAME((rollcall_lanes_##NAME)(lanes == (char)delimiter)) << k;               \
      masks.quote |= rollcall_bits_##NAME((rollcall_lanes_##NAME)(lanes == (char)quote)) << k;        \
      masks.newline |=                                                                                \
          rollcall_bits_##NAME((rollcall_lanes_##NAME)((lanes == '\n') | (lanes == '\r'))) << k;      \
      masks.high |= rollcall_bits_##NAME(lanes) << k;                                                 \
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

static inline uint64_t rollcall_high(const uint8_t *text) {
  uint8x16_t limit = vdupq_n_u8(0x80);
  return rollcall_gather(
      vcgeq_u8(vld1q_u8(text), limit), vcgeq_u8(vld1q_u8(text + 16), limit),
      vcgeq_u8(vld1q_u8(text + 32), limit), vcgeq_u8(vld1q_u8(text + 48), limit));
}

static inline uint64_t rollcall_equal(const uint8_t *text, uint8_t byte) {
  uint8x16_t wanted = vdupq_n_u8(byte);
  return rollcall_gather(
      vceqq_u8(vld1q_u8(text), wanted),
      vceqq_u8(vld1q_u8(text + 16), wanted),
      vceqq_u8(vld1q_u8(text + 32), wanted),
      vceqq_u8(vld1q_u8(text + 48), wanted));
}

static inline rollcall_csv_masks rollcall_csv_native(
    const uint8_t *text, uint8_t delimiter, uint8_t quote) {
  rollcall_csv_masks masks = {
      rollcall_equal(text, delimiter), rollcall_equal(text, quote),
      rollcall_equal(text, '\n') | rollcall_equal(text, '\r'),
      rollcall_high(text)};
  return masks;
}

#else

static inline rollcall_csv_masks rollcall_csv_native(
    const uint8_t *text, uint8_t delimiter, uint8_t quote) {
  return rollcall_csv_portable(text, delimiter, quote);
}

#endif

#endif
