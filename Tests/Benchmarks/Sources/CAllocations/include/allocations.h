#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Heap blocks that the calling thread has asked for since it began.
uint64_t allocations_of_this_thread(void);

#ifdef __cplusplus
}
#endif

#endif
