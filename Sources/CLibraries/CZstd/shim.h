// Zstandard as Store uses it: whole blobs, in one call.
#ifndef ROLLCALL_CZSTD_H
#define ROLLCALL_CZSTD_H
#include <zstd.h>
#endif
