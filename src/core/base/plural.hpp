#pragma once

#include "core/base/text.hpp"

namespace firebreak {

/// English has a sentence of its own for one thing: of two keys, both marked by `tr_key`, the one
/// that fits the number of things in it.
template <class Count>
constexpr const char* for_count(Count count, const char* one, const char* many) {
  return count == Count{1} ? one : many;
}

}  // namespace firebreak
