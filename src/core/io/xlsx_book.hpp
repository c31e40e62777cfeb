#pragma once

#include <xlsxwriter.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace firebreak::io {

/// A workbook being written: what the field-check list and the planner's tables share. Every method
/// throws `Error` (file) when the disk does not take it.
class XlsxBook {
 public:
  /// in_order: rows are written one after the other and leave the memory at once.
  enum class Rows { in_memory, in_order };
  /// `shown` stands in messages; the file is written by `close`.
  XlsxBook(const std::filesystem::path& file, std::filesystem::path shown,
           Rows rows = Rows::in_memory);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  void describe(std::string_view title);
  /// A sheet of this name, or one like it that is not in use; `fallback` for an empty name.
  lxw_worksheet* add_sheet(std::string_view name, std::string_view fallback);
  lxw_format* format(const char* number = nullptr, bool bordered = true);

  void write(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, std::string_view words,
             lxw_format* as);
  /// The number; `otherwise` in the format `words_as` where there is none.
  void number(lxw_worksheet* to, lxw_row_t row, lxw_col_t column,
              const std::optional<double>& value, lxw_format* as, std::string_view otherwise,
              lxw_format* words_as);
  /// Words across the first `last + 1` columns of a row.
  void across(lxw_worksheet* to, lxw_row_t row, lxw_col_t last, std::string_view words,
              lxw_format* as);
  /// Frozen header, filter, A4 landscape with the rows up to the header on every page.
  void print_setup(lxw_worksheet* to, lxw_row_t header_row, lxw_col_t last, lxw_row_t end);
  void check(lxw_error error) const;
  void close();

 private:
  [[noreturn]] void fail(lxw_error error) const;

  std::filesystem::path shown_;
  lxw_workbook* book_ = nullptr;
  std::set<std::string> taken_;
};

/// A text that a cell holds: at most 32,767 characters.
std::string cell_words(std::string_view words);
/// A text that the properties of a workbook hold: at most 128 characters.
std::string property_words(std::string_view title);

}  // namespace firebreak::io
