#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/raw.hpp"

namespace firebreak::io {

/// Which rows below the header are records: not the empty ones, not sums and signatures, not the
/// header once more (it stands on every printed page), nothing behind ten empty rows.
class RowSieve {
 public:
  explicit RowSieve(std::vector<std::string> names) : names_(std::move(names)) {}

  /// Whether the row is a record. `cells` without blanks around them.
  bool takes(std::span<const std::string_view> cells);
  /// Says in the layer's issues how many rows with content were left out.
  void report(RawLayer& layer) const;

 private:
  std::vector<std::string> names_;
  std::size_t empty_ = 0, taken_ = 0, closing_ = 0, behind_ = 0;
  bool ended_ = false;
};

}  // namespace firebreak::io
