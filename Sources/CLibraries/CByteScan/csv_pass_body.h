// One pass over the text of a CSV file, compiled once for each kind of processor: the file that includes this one names
// the function (ROLLCALL_PASS), its attribute (ROLLCALL_TARGET), what makes the masks of a block (ROLLCALL_BLOCK) and
// what adds up quotes (ROLLCALL_PARITY). Every step is integer arithmetic on masks, so all of them find the same.

// Ends the pass before the open record.
#define ROLLCALL_FINISH(REASON)                           \
  do {                                                    \
    pass->stop = REASON;                                  \
    pass->end = (int64_t)(bounds[lead] & ~ROLLCALL_QUOTED) + 1; \
    pass->end_line = lead_line;                           \
    goto finished;                                        \
  } while (0)

ROLLCALL_TARGET static void ROLLCALL_PASS(rollcall_csv_pass *pass) {
  const uint8_t *const text = pass->text;
  const int64_t start = pass->start, count = pass->count;
  const uint8_t delimiter = pass->delimiter, quote = pass->quote;
  const uint64_t quote_bits = pass->has_quote ? UINT64_MAX : 0;
  uint32_t *const bounds = pass->bounds, *const high_cells = pass->high_cells;
  rollcall_csv_row *const rows = pass->rows;
  // A block may end 64 cells, and places are written eight at a time.
  const int64_t last_bound = pass->bound_capacity - ROLLCALL_PASS_SLACK;
  const int64_t last_row = pass->row_capacity - ROLLCALL_PASS_SLACK;
  const int64_t last_high = pass->high_capacity - ROLLCALL_PASS_SLACK;

  int64_t made = 1, row_count = 0, high_count = 0;
  // The bound before the open record, the line of that, and the line that is reached.
  int64_t lead = 0;
  uint32_t lead_line = 0, line = 0;
  uint32_t has_doubled = 0;
  // All ones inside quotes.
  uint64_t inside = 0;
  // Whether the byte before the block closes a quote; whether a quote may open behind it.
  uint64_t closed_before = 0, opens_next = 1;
  // Whether the open cell holds more than ASCII.
  uint64_t high_before = 0;

  bounds[0] = (uint32_t)(start - 1);
  for (int64_t base = start; base < count; base += 64) {
    if (made > last_bound || row_count > last_row || high_count > last_high) {
      pass->stop = ROLLCALL_NO_ROOM;
      return;
    }
    const int64_t left = count - base;
    const uint64_t valid = left < 64 ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
    const rollcall_csv_masks masks = ROLLCALL_BLOCK(text + base, delimiter, quote);
    const uint64_t quotes = masks.quote & quote_bits & valid;
    const uint64_t newlines = masks.newline & valid;
    const uint64_t all = (masks.delimiter | masks.newline) & valid;
    const uint64_t high = masks.high & valid;

    // Every quote changes sides; what is not as RFC 4180 has it ends the pass.
    uint64_t within = 0, parts = all, doubled = 0, behind_closing = 0, odd = 0;
    uint64_t sound = UINT64_MAX;
    if ((quotes | inside | closed_before) != 0) {
      within = ROLLCALL_PARITY(quotes) ^ inside;
      const uint64_t opening = quotes & within, closing = quotes & ~within;
      behind_closing = closing << 1 | closed_before;
      const uint64_t outside = all & ~within;
      odd = (opening & ~((outside | quotes) << 1 | opens_next)) |
            (behind_closing & valid & ~(all | quotes));
      if (odd != 0) sound = (odd & (0 - odd)) - 1;
      parts = outside & sound;
      doubled = opening & behind_closing;
      inside = 0 - (within >> 63);
      closed_before = left < 64 ? closing >> (left - 1) & 1 : closing >> 63;
      opens_next = (outside | quotes) >> 63;
    } else {
      opens_next = all >> 63;
    }

    // Places, eight at a time: that costs less than to ask how many there are.
    {
      uint64_t bits = parts;
      uint32_t *target = bounds + made;
      do {
        ROLLCALL_UNROLLED for (int k = 0; k < 8; k++) {
          target[k] = (uint32_t)base + rollcall_lowest_bit(bits);
          bits &= bits - 1;
        }
        target += 8;
      } while (bits != 0);
      for (uint64_t marks = parts & behind_closing; marks != 0; marks &= marks - 1)
        bounds[made + __builtin_popcountll(parts & ((marks & (0 - marks)) - 1))] |= ROLLCALL_QUOTED;
    }

    // Which of the cells that end here hold more than ASCII: adding makes a bit run through the ones of a cell to the
    // part behind it, or out of the block.
    if ((high | high_before) != 0) {
      uint64_t sum;
      const int first = __builtin_add_overflow(~parts, high, &sum);
      const int second = __builtin_add_overflow(sum, high_before, &sum);
      high_before = (uint64_t)(first | second);
      for (uint64_t found = sum & parts; found != 0; found &= found - 1)
        high_cells[high_count++] =
            (uint32_t)(made + __builtin_popcountll(parts & ((found & (0 - found)) - 1)));
    }

    // Line ends close records; those inside quotes are only counted.
    uint64_t before = 0;
    for (uint64_t rest = newlines & sound; rest != 0; rest &= rest - 1) {
      const uint64_t bit = rest & (0 - rest);
      const int64_t position = base + rollcall_lowest_bit(rest);
      const int is_second = text[position] == '\n' && position > start && text[position - 1] == '\r';
      if ((bit & within) != 0) {
        line += !is_second;
        continue;
      }
      const int64_t bound = made + __builtin_popcountll(parts & (bit - 1));
      if (is_second) {
        lead = bound;
        continue;
      }
      // Whether a pair begins shows only with the next byte.
      if (position + 1 == count && text[position] == '\r' && !pass->is_final) break;
      const int is_pair =
          text[position] == '\r' && position + 1 < count && text[position + 1] == '\n';
      line++;
      const uint32_t begin = (bounds[lead] & ~ROLLCALL_QUOTED) + 1;
      if (position > (int64_t)begin) {
        has_doubled |= (doubled & (bit - 1) & ~before) != 0;
        rows[row_count++] = (rollcall_csv_row){
            (uint32_t)lead, (uint32_t)bound, lead_line, begin, (uint32_t)position,
            (has_doubled ? ROLLCALL_HAS_DOUBLED : 0) | (is_pair ? ROLLCALL_ENDS_WITH_PAIR : 0)};
        has_doubled = 0;
      }
      before = bit - 1;
      lead = bound;
      lead_line = line;
      if (position + 1 >= pass->limit) {
        // The second half may lie in the next block.
        if (is_pair) bounds[++lead] = (uint32_t)(position + 1);
        ROLLCALL_FINISH(ROLLCALL_ENDED);
      }
    }
    if (doubled != 0) {
      // Only those behind the last line end are of the record that stays open.
      const uint64_t outer = newlines & ~within & sound;
      const uint64_t last =
          outer == 0 ? UINT64_MAX : UINT64_MAX << (63 - (uint32_t)__builtin_clzll(outer));
      has_doubled |= (doubled & last) != 0;
    }
    made += __builtin_popcountll(parts);
    if (odd != 0) ROLLCALL_FINISH(ROLLCALL_ODD_QUOTES);
  }

  if (!pass->is_final || (int64_t)(bounds[lead] & ~ROLLCALL_QUOTED) + 1 >= count)
    ROLLCALL_FINISH(ROLLCALL_ENDED);
  if (inside != 0) ROLLCALL_FINISH(ROLLCALL_ODD_QUOTES);
  // The last record lacks its line end.
  bounds[made] = (uint32_t)count | (closed_before ? ROLLCALL_QUOTED : 0);
  if (high_before != 0) high_cells[high_count++] = (uint32_t)made;
  rows[row_count++] = (rollcall_csv_row){
      (uint32_t)lead, (uint32_t)made, lead_line, (bounds[lead] & ~ROLLCALL_QUOTED) + 1, (uint32_t)count,
      has_doubled ? ROLLCALL_HAS_DOUBLED : 0};
  pass->stop = ROLLCALL_ENDED;
  pass->end = count;
  pass->end_line = line;
  lead = made;

finished:
  pass->bound_count = lead + 1;
  pass->row_count = row_count;
  pass->high_count = high_count;
}

#undef ROLLCALL_FINISH
#undef ROLLCALL_PASS
#undef ROLLCALL_TARGET
#undef ROLLCALL_BLOCK
#undef ROLLCALL_PARITY
