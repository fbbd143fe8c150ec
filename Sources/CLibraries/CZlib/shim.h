// zlib as Tabular/Source uses it. inflateInit2 is a macro, which Swift does not import.
#ifndef ROLLCALL_CZLIB_H
#define ROLLCALL_CZLIB_H
#include <zlib.h>
static inline int rollcall_inflateInit2(z_streamp stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
#endif
