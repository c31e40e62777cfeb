#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "gui/results.hpp"

namespace firebreak::gui {

/// How many rows of a table have each word in one of its text columns. Counted once for a table,
/// a column and the rows among which it counts; a table may have a million rows.
class WordCounts {
 public:
  using Among = std::shared_ptr<const std::vector<std::uint8_t>>;  ///< one per row; null: all
  struct Counts {
    std::size_t rows = 0;  ///< among which is counted, with a word or without
    std::map<std::string, std::size_t, std::less<>> words;

    std::size_t of(std::string_view word) const;
  };

  /// `column` empty, or none of text: the rows alone are counted.
  const Counts& of(const TablePtr& table, std::string_view column, const Among& among);
  void clear() { known_.clear(); }

 private:
  std::map<std::tuple<TablePtr, std::string, Among>, Counts> known_;
};

}  // namespace firebreak::gui
