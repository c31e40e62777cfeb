#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/normalise/dictionary.hpp"

/// Finding the header of a ledger, and the rows and words around it that are no records.
namespace firebreak::io {

/// Which cells can be names of columns: all the names of the field dictionary.
class HeaderWords {
 public:
  explicit HeaderWords(const FieldDictionary& dictionary);
  bool names_field(std::string_view cell) const;
  /// Whether it names a number, an address or a coordinate: what every ledger has one of.
  bool names_key(std::string_view cell) const;

 private:
  std::unordered_set<std::string> fields_, keys_;
};

/// Where a header stands and what it calls the columns ("": nothing).
struct SheetHeader {
  std::size_t row = 0;   ///< first row of the header
  std::size_t rows = 1;  ///< 2: a group above its parts, joined
  std::vector<std::string> names;
};

/// The row, or the two rows, of `top` with the most names of the dictionary: at least three of
/// them, one a number, an address or a coordinate. Two rows count as one header where the upper one
/// holds groups over the words of the lower one (merged cells), or the lower one holds units only.
std::optional<SheetHeader> find_header(std::span<const std::vector<std::string>> top,
                                       const HeaderWords& words);

/// The header that begins in row `row` of `top`, together with the row below where `find_header`
/// would join them.
SheetHeader header_at(std::span<const std::vector<std::string>> top, std::size_t row,
                      const HeaderWords& words);

/// A row under the records: a sum ("合计"), or what people sign and remark ("制表：", "注：…").
/// `filled` cells have content, `first` is the first of them.
bool is_closing_row(std::string_view first, std::size_t filled);

/// The town or community that a sheet's name or title is about: "城关镇" in "某县城关镇消火栓台账",
/// "东关社区"; empty for words that only say what kind of place is meant ("各乡镇", "镇街汇总").
std::string town_in(std::string_view text);

/// The text without blanks (also U+3000 and NBSP) at its ends.
std::string_view trimmed_cell(std::string_view text);
/// Nothing but digits and the signs of numbers.
bool is_number_cell(std::string_view text);

}  // namespace firebreak::io
