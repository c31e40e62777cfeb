#include "core/io/table_book.hpp"

#include <algorithm>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/io/xlsx_book.hpp"

namespace firebreak::io {

namespace {

constexpr std::size_t most_rows = 1'048'575;  ///< that a sheet holds below its titles

std::string heading_of(const Column& column) {
  std::string title(column.title.empty() ? std::string_view(column.name) : translate(column.title));
  if (!column.unit.empty()) title += " (" + column.unit + ")";
  return title;
}

/// A place in the feature: a point itself, the inside of an area, the middle corner of a line.
Xy place_in(const FeatureTable& table, std::size_t row) {
  const Shapes& shapes = table.shapes;
  if (shapes.part_kind[shapes.first_part(row)] == PartKind::outer)
    return interior_point(shapes, row);
  const auto points = shapes.feature_points(row);
  return points[points.size() / 2];
}

/// How wide a column of these texts wants to be, in characters; what is not ASCII takes two.
double width_of(std::string_view text) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U)
      width += 1;
    else if (byte >= 0xC0U)
      width += 2;
  }
  return width;
}

class Writer {
 public:
  Writer(XlsxBook& book, const FeatureTable& table, std::span<const Column* const> columns,
         std::span<const std::uint32_t> rows, const TablePlace& place, const CellWords& words)
      : book_(book),
        table_(table),
        columns_(columns),
        rows_(rows),
        place_(place),
        words_(words),
        sheet_(book.add_sheet(translate(table.title), table.name)) {
    for (const Column* column : columns) headings_.push_back(heading_of(*column));
    if (has_places()) {
      headings_.push_back(text("East (m)"));
      headings_.push_back(text("North (m)"));
    }
    heading_format_ = book.format();
    format_set_bold(heading_format_);
    format_set_text_wrap(heading_format_);
    format_set_bg_color(heading_format_, 0xDDE6F0);
    plain_ = book.format(nullptr, false);
    metres_ = book.format("0.00", false);
  }

  void write(const Job& job) {
    // Written row by row, the sheet takes what concerns all rows before the first.
    set_widths();
    const auto last = static_cast<lxw_col_t>(headings_.size() - 1);
    book_.print_setup(sheet_, 0, last, static_cast<lxw_row_t>(rows_.size() + 1));
    for (std::size_t c = 0; c < headings_.size(); ++c)
      book_.write(sheet_, 0, static_cast<lxw_col_t>(c), headings_[c], heading_format_);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i % 1000 == 0)
        job.progress(static_cast<double>(i) / static_cast<double>(rows_.size()),
                     tr_key("Writing the table"));
      write_row(static_cast<lxw_row_t>(i + 1), rows_[i]);
    }
  }

 private:
  bool has_places() const { return table_.geometry != TableGeometry::none; }

  std::string words_of(const Column& column, std::size_t row) const {
    return words_ ? words_(column, row) : std::string(column.texts[row]);
  }

  void set_widths() {
    constexpr std::size_t looked_at = 200;
    constexpr double narrowest = 8;
    constexpr double widest = 40;
    for (std::size_t c = 0; c < headings_.size(); ++c) {
      double width = std::min(width_of(headings_[c]), 14.0);  // longer titles are wrapped
      for (std::size_t i = 0; c < columns_.size() && i < std::min(rows_.size(), looked_at); ++i)
        if (columns_[c]->type == ColumnType::text && columns_[c]->has(rows_[i]))
          width = std::max(width, width_of(words_of(*columns_[c], rows_[i])));
      const auto at = static_cast<lxw_col_t>(c);
      book_.check(
          worksheet_set_column(sheet_, at, at, std::clamp(width + 1, narrowest, widest), nullptr));
    }
  }

  void write_row(lxw_row_t to, std::uint32_t row) {
    lxw_col_t at = 0;
    for (const Column* column : columns_) {
      if (column->has(row)) write_cell(to, at, *column, row);
      ++at;
    }
    if (!has_places() || table_.shapes.boxes[row].empty()) return;
    const Xy where = place_in(table_, row) + place_.origin;
    book_.number(sheet_, to, at, where.x_m, metres_, {}, plain_);
    book_.number(sheet_, to, static_cast<lxw_col_t>(at + 1), where.y_m, metres_, {}, plain_);
  }

  void write_cell(lxw_row_t to, lxw_col_t at, const Column& column, std::uint32_t row) {
    switch (column.type) {
      case ColumnType::text:
        return book_.write(sheet_, to, at, words_of(column, row), plain_);
      case ColumnType::integer:
        return book_.number(sheet_, to, at, static_cast<double>(column.integers[row]), plain_, {},
                            plain_);
      case ColumnType::real:
        return book_.number(sheet_, to, at, column.reals[row], plain_, {}, plain_);
    }
  }

  XlsxBook& book_;
  const FeatureTable& table_;
  std::span<const Column* const> columns_;
  std::span<const std::uint32_t> rows_;
  const TablePlace& place_;
  const CellWords& words_;
  lxw_worksheet* sheet_;
  std::vector<std::string> headings_;
  lxw_format* heading_format_ = nullptr;
  lxw_format* plain_ = nullptr;
  lxw_format* metres_ = nullptr;
};

}  // namespace

void write_table_book(const std::filesystem::path& file, const std::filesystem::path& shown,
                      const FeatureTable& table, std::span<const Column* const> columns,
                      std::span<const std::uint32_t> rows, const TablePlace& place,
                      const CellWords& words, const Job& job) {
  if (rows.size() > most_rows)
    throw Error(ErrorKind::file,
                "{}: a sheet holds {} rows, the table has {}. Filter it, or choose .csv or .gpkg.",
                shown.string(), most_rows, rows.size());
  XlsxBook book(file, shown, XlsxBook::Rows::in_order);
  book.describe(translate(table.title));
  Writer(book, table, columns, rows, place, words).write(job);
  book.close();
}

}  // namespace firebreak::io
