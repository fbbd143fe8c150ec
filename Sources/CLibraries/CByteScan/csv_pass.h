// Where the records and cells of a CSV text are (RFC 4180), found in one pass over masks of 64 bytes. It is C because it
// is compiled for each kind of processor: the instructions that count and find bits cost a third of the others.
#ifndef ROLLCALL_CSV_PASS_H
#define ROLLCALL_CSV_PASS_H

#include "byte_masks.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

enum {
  // The top bit of a bound: the cell before it stands in quotes.
  ROLLCALL_QUOTED = 0x80000000u
};

enum {
  // Marks of a row.
  ROLLCALL_HAS_DOUBLED = 1,
  ROLLCALL_ENDS_WITH_PAIR = 2
};

// A plain record: the bounds before its first cell and behind its last, the line of its first byte from 0, where it begins
// and its line end or the text ends, marks.
typedef struct {
  uint32_t first;
  uint32_t last;
  uint32_t line;
  uint32_t begin;
  uint32_t end;
  uint32_t marks;
} rollcall_csv_row;

typedef enum {
  // Before a record whose end is not in the text, or as far as was asked for.
  ROLLCALL_ENDED,
  // Before a record whose quotes break the rules.
  ROLLCALL_ODD_QUOTES,
  // What was found has no room in the arrays, and none of it is told.
  ROLLCALL_NO_ROOM
} rollcall_csv_stop;

typedef struct {
  // The text, readable for 64 bytes behind `count`; the pass begins at `start`, which is not 0, and takes records that
  // begin before `limit`. `is_final`: the input ends with the text.
  const uint8_t *text;
  int64_t start;
  int64_t count;
  int64_t limit;
  uint8_t delimiter;
  uint8_t quote;
  uint8_t has_quote;
  uint8_t is_final;

  // What is found: the bounds of cells, ascending; the records; the bounds behind cells with more than ASCII.
  uint32_t *bounds;
  rollcall_csv_row *rows;
  uint32_t *high_cells;
  int64_t bound_capacity;
  int64_t row_capacity;
  int64_t high_capacity;
  int64_t bound_count;
  int64_t row_count;
  int64_t high_count;
  // Where the pass ended, its line from 0, and why.
  int64_t end;
  uint32_t end_line;
  rollcall_csv_stop stop;
} rollcall_csv_pass;

// Room for so many more entries must be left where a block begins.
enum { ROLLCALL_PASS_SLACK = 80 };

// Bit k of the result says whether an odd number of bits stand at or below k.
static inline uint64_t rollcall_parity(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

#define ROLLCALL_PASS rollcall_csv_pass_portable
#define ROLLCALL_TARGET
#define ROLLCALL_BLOCK rollcall_csv_portable
#define ROLLCALL_PARITY rollcall_parity
#include "csv_pass_body.h"

#define ROLLCALL_PASS rollcall_csv_pass_native
#define ROLLCALL_TARGET
#define ROLLCALL_BLOCK rollcall_csv_native
#define ROLLCALL_PARITY rollcall_parity
#include "csv_pass_body.h"

#if defined(__x86_64__)

#define ROLLCALL_TARGET_AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))

ROLLCALL_TARGET_AVX2 static inline uint64_t rollcall_parity_avx2(uint64_t bits) {
  const __m128i product = _mm_clmulepi64_si128(
      _mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

#define ROLLCALL_PASS rollcall_csv_pass_avx2
#define ROLLCALL_TARGET ROLLCALL_TARGET_AVX2
#define ROLLCALL_BLOCK rollcall_csv_avx2
#define ROLLCALL_PARITY rollcall_parity_avx2
#include "csv_pass_body.h"

#endif

// Whether the processor has AVX2 and what came with it or before: counting bits, finding them, multiplying without carry.
static inline int rollcall_has_avx2(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
#else
  return 0;
#endif
}

static inline void rollcall_csv_find(rollcall_csv_pass *pass) {
#if defined(__x86_64__)
  if (rollcall_has_avx2()) {
    rollcall_csv_pass_avx2(pass);
    return;
  }
#endif
  rollcall_csv_pass_native(pass);
}

#endif
