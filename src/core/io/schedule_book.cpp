#include "core/io/schedule_book.hpp"

#include <cmath>
#include <map>
#include <optional>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/xlsx_book.hpp"

namespace firebreak::io {

namespace {

constexpr lxw_row_t header_row = 2;

class Sheets {
 public:
  Sheets(const std::filesystem::path& file, const std::filesystem::path& shown)
      : book_(file, shown) {
    title_ = book_.format(nullptr, false);
    format_set_bold(title_);
    format_set_font_size(title_, 16);
    format_set_align(title_, LXW_ALIGN_CENTER);
    plain_ = book_.format(nullptr, false);
    header_ = book_.format();
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_CENTER);
    format_set_bg_color(header_, 0xDDE6F0);
    words_ = book_.format();
    format_set_text_wrap(words_);
    total_ = book_.format("0.##");
    format_set_bold(total_);
    numbers_ = {{ScheduleFill::whole, book_.format("0")},
                {ScheduleFill::tenths, book_.format("0.0")},
                {ScheduleFill::hundredths, book_.format("0.00")},
                {ScheduleFill::per_cent, book_.format("0.0")},
                {ScheduleFill::degrees, book_.format("0.000000")},
                {ScheduleFill::coordinate, book_.format("0.00")}};
    id_ = book_.format();
    format_set_font_color(id_, 0x808080);
    format_set_font_size(id_, 8);
  }

  void add(const ScheduleSheet& sheet, const ScheduleBook& book) {
    const std::string table = text("Table {}", sheet.number);
    lxw_worksheet* to =
        book_.add_sheet(sheet.town.empty() ? table : table + " " + sheet.town, table);
    const auto last = static_cast<lxw_col_t>(sheet.columns.size());
    head(to, sheet, book, last);
    lxw_row_t row = header_row + 1;
    for (const auto& cells : sheet.rows) {
      const double serial = row - header_row;
      book_.number(to, row, 0, serial, numbers_.at(ScheduleFill::whole), "", words_);
      for (lxw_col_t c = 1; c <= last; ++c) cell(to, row, c, sheet.columns[c - 1], cells[c - 1]);
      ++row;
    }
    totals(to, row, sheet);
    book_.write(to, row + 2, 1, text("Filled in by: ______________"), plain_);
    book_.write(to, row + 2, 3, text("Reviewed by: ______________"), plain_);
    book_.write(to, row + 2, 6, text("Approved by: ______________    Date: ______________"),
                plain_);
    book_.print_setup(to, header_row, last, row);
  }

  XlsxBook& book() { return book_; }

 private:
  void head(lxw_worksheet* to, const ScheduleSheet& sheet, const ScheduleBook& book,
            lxw_col_t last) {
    book_.across(to, 0, last, sheet.town.empty() ? sheet.title : sheet.town + " " + sheet.title,
                 title_);
    worksheet_set_row(to, 0, 26, nullptr);
    book_.across(to, 1, last,
                 text("{}; screening result of {}, to be checked on site; places in {}", book.title,
                      book.date, book.crs) +
                     text("; filled in by the unit: ____________   date: ____________") +
                     (sheet.note.empty() ? "" : "   " + sheet.note),
                 plain_);
    worksheet_set_column(to, 0, 0, 5, nullptr);
    book_.write(to, header_row, 0, translate("No."), header_);
    for (lxw_col_t c = 1; c <= last; ++c) {
      const ScheduleColumn& column = sheet.columns[c - 1];
      worksheet_set_column(to, c, c, column.width, nullptr);
      book_.write(to, header_row, c, column.title, header_);
    }
    worksheet_set_row(to, header_row, 42, nullptr);
  }

  void cell(lxw_worksheet* to, lxw_row_t row, lxw_col_t c, const ScheduleColumn& column,
            const ScheduleCell& value) {
    if (column.fill == ScheduleFill::blank) {
      worksheet_write_blank(to, row, c, words_);
      return;
    }
    if (const auto* number = std::get_if<double>(&value)) {
      const auto found = numbers_.find(column.fill);
      book_.number(to, row, c, *number, found == numbers_.end() ? words_ : found->second, "—",
                   words_);
      return;
    }
    const auto* words = std::get_if<std::string>(&value);
    book_.write(to, row, c, words == nullptr ? "—" : *words,
                column.fill == ScheduleFill::id ? id_ : words_);
  }

  void totals(lxw_worksheet* to, lxw_row_t row, const ScheduleSheet& sheet) {
    book_.write(to, row, 0, translate("Total"), total_);
    for (lxw_col_t c = 1; c <= sheet.columns.size(); ++c) {
      const ScheduleCell value =
          sheet.totals.empty() ? total_of(sheet, c - 1) : sheet.totals[c - 1];
      if (const auto* number = std::get_if<double>(&value))
        book_.number(to, row, c, *number, total_, "", total_);
      else if (const auto* words = std::get_if<std::string>(&value))
        book_.write(to, row, c, *words, total_);
      else
        worksheet_write_blank(to, row, c, total_);
    }
  }
  static ScheduleCell total_of(const ScheduleSheet& sheet, std::size_t column) {
    if (column == 0)
      return text(for_count(sheet.rows.size(), tr_key("{} row"), tr_key("{} rows")),
                  sheet.rows.size());
    if (!sheet.columns[column].summed) return {};
    std::optional<double> sum;  // stays empty where no row has a number: that is not nought
    for (const auto& cells : sheet.rows)
      if (const auto* number = std::get_if<double>(&cells[column])) sum = sum.value_or(0) + *number;
    return sum ? ScheduleCell(*sum) : ScheduleCell();
  }

  XlsxBook book_;
  lxw_format *title_ = nullptr, *plain_ = nullptr, *header_ = nullptr, *words_ = nullptr,
             *total_ = nullptr, *id_ = nullptr;
  std::map<ScheduleFill, lxw_format*> numbers_;
};

}  // namespace

void write_schedule_book(const std::filesystem::path& output, const ScheduleBook& book,
                         Existing existing) {
  for (const ScheduleSheet& sheet : book.sheets)
    if (sheet.rows.size() > 1000000)
      throw Error(ErrorKind::file,
                  "{}: {} rows do not fit into one sheet. Take --by town, so that each town has "
                  "its own.",
                  output.string(), sheet.rows.size());
  AtomicFile target(output, existing);
  Sheets sheets(target.path(), output);
  sheets.book().describe(book.title);
  for (const ScheduleSheet& sheet : book.sheets) sheets.add(sheet, book);
  sheets.book().close();
  target.commit();
}

}  // namespace firebreak::io
