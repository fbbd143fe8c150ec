#ifndef LAST_WORDS_H
#define LAST_WORDS_H

#include <stdint.h>

/// Says on standard error which round was running if the program crashes or its time is up.
void last_words_prepare(uint64_t seed);

/// Names the round that begins.
void last_words_round(uint64_t round);

/// Ends the program with a message if this is not called again within so many seconds of CPU time;
/// 0 ends the watch.
void last_words_watch(unsigned seconds);

#endif
