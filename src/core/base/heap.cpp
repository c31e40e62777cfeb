#include "core/base/heap.hpp"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace firebreak {

void give_back_large_arrays() {
#ifdef __GLIBC__
  // Set by hand, the limits stay: otherwise they grow with every large array that is freed.
  constexpr int large_bytes = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, large_bytes);
  mallopt(M_TRIM_THRESHOLD, 16 * large_bytes);
#endif
}

}  // namespace firebreak
