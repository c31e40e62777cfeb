#include "core/io/xlsx_book.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <utility>

#include "core/base/error.hpp"
#include "core/io/source_files.hpp"
#include "core/io/versions.hpp"

namespace firebreak::io {

namespace {

/// The head of a text: so many characters at most, each of them whole.
std::string shortened(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (std::size_t n = 0; end < text.size() && n < characters; ++n) {
    // A character outside the basic plane counts twice for spreadsheets.
    if (static_cast<unsigned char>(text[end]) >= 0xF0U && ++n >= characters) break;
    do ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
  }
  return std::string(text.substr(0, end));
}

/// A name that spreadsheets take for a sheet: at most 31 characters, none of []:*?/\, not in use.
std::string sheet_name(std::string_view wanted, std::set<std::string>& taken) {
  std::string plain;
  for (const char c : wanted) {
    const bool odd = std::string_view("[]:*?/\\'").find(c) != std::string_view::npos ||
                     static_cast<unsigned char>(c) < ' ';
    plain += odd ? '_' : c;
  }
  std::string name = shortened(plain, 31);
  for (int n = 2; !taken.insert(lower_case(name)).second; ++n)
    name = shortened(plain, 24) + " (" + std::to_string(n) + ")";
  return name;
}

}  // namespace

std::string cell_words(std::string_view words) {
  std::string out(words.substr(0, 32000));
  while (out.size() < words.size() && !out.empty() &&
         (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U)
    out.pop_back();
  if (out.size() < words.size() && !out.empty()) out.pop_back();
  return out;
}

XlsxBook::XlsxBook(const std::filesystem::path& file, std::filesystem::path shown, Rows rows)
    : shown_(std::move(shown)) {
  std::string beside = file.parent_path().string();  // for what is kept until `close`
  lxw_workbook_options options{};
  options.constant_memory = rows == Rows::in_order ? LXW_TRUE : LXW_FALSE;
  options.tmpdir = beside.empty() ? nullptr : beside.data();
  book_ = workbook_new_opt(file.c_str(), &options);
  if (book_ == nullptr) fail(LXW_ERROR_MEMORY_MALLOC_FAILED);
}

XlsxBook::~XlsxBook() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

std::string property_words(std::string_view title) {
  constexpr std::size_t most_characters = 128;  // spreadsheets take twice as many
  return shortened(title, most_characters);
}

void XlsxBook::describe(std::string_view title) {
  std::string words = property_words(title);
  lxw_doc_properties about{};
  about.title = words.data();
  about.created = std::max<std::time_t>(1, moment());
  check(workbook_set_properties(book_, &about));
}

lxw_worksheet* XlsxBook::add_sheet(std::string_view name, std::string_view fallback) {
  lxw_worksheet* sheet =
      workbook_add_worksheet(book_, sheet_name(name.empty() ? fallback : name, taken_).c_str());
  if (sheet == nullptr) fail(LXW_ERROR_MEMORY_MALLOC_FAILED);
  return sheet;
}

lxw_format* XlsxBook::format(const char* number, bool bordered) {
  lxw_format* made = workbook_add_format(book_);
  if (made == nullptr) fail(LXW_ERROR_MEMORY_MALLOC_FAILED);
  format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
  format_set_font_size(made, 10);
  if (bordered) format_set_border(made, LXW_BORDER_THIN);
  if (number != nullptr) format_set_num_format(made, number);
  return made;
}

void XlsxBook::write(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, std::string_view words,
                     lxw_format* as) {
  check(worksheet_write_string(to, row, column, cell_words(words).c_str(), as));
}

void XlsxBook::number(lxw_worksheet* to, lxw_row_t row, lxw_col_t column,
                      const std::optional<double>& value, lxw_format* as,
                      std::string_view otherwise, lxw_format* words_as) {
  if (value && std::isfinite(*value))
    check(worksheet_write_number(to, row, column, *value, as));
  else
    write(to, row, column, otherwise, words_as);
}

void XlsxBook::across(lxw_worksheet* to, lxw_row_t row, lxw_col_t last, std::string_view words,
                      lxw_format* as) {
  if (last == 0) return write(to, row, 0, words, as);
  check(worksheet_merge_range(to, row, 0, row, last, cell_words(words).c_str(), as));
}

void XlsxBook::print_setup(lxw_worksheet* to, lxw_row_t header_row, lxw_col_t last, lxw_row_t end) {
  worksheet_freeze_panes(to, header_row + 1, 0);
  check(worksheet_autofilter(to, header_row, 0, std::max<lxw_row_t>(end - 1, header_row), last));
  worksheet_set_landscape(to);
  worksheet_set_paper(to, 9);  // A4
  worksheet_fit_to_pages(to, 1, 0);
  worksheet_set_margins(to, 0.4, 0.4, 0.5, 0.6);
  check(worksheet_repeat_rows(to, 0, header_row));
  check(worksheet_set_footer(to, ("&C" + text("Page {0} of {1}", "&P", "&N")).c_str()));
}

void XlsxBook::check(lxw_error error) const {
  if (error != LXW_NO_ERROR) fail(error);
}

void XlsxBook::close() {
  lxw_workbook* book = std::exchange(book_, nullptr);  // freed by the call, whatever it returns
  check(workbook_close(book));
}

void XlsxBook::fail(lxw_error error) const {
  throw Error(ErrorKind::file, "{}: the workbook cannot be written ({}). Is the disk full?",
              shown_.string(), lxw_strerror(error));
}

}  // namespace firebreak::io
