#include "core/io/check_book.hpp"

#include <array>
#include <cmath>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/xlsx_book.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

constexpr int header_row = 2;
constexpr int first_row = header_row + 1;

enum class Fill { whole, metres, per_cent, degrees, coordinate, words, blank, date, id };

struct BookColumn {
  const char* title;
  double width;
  Fill fill;
  bool internal_only;
};

constexpr std::array columns{
    BookColumn{tr_key("No."), 5, Fill::whole, false},
    BookColumn{tr_key("Kind"), 9, Fill::words, false},
    BookColumn{tr_key("Place"), 28, Fill::words, false},
    BookColumn{tr_key("To be checked"), 34, Fill::words, false},
    BookColumn{tr_key("System value (m)"), 10, Fill::metres, false},
    BookColumn{tr_key(check_column::limit), 7, Fill::metres, false},
    BookColumn{tr_key("Impact (buildings)"), 8, Fill::whole, false},
    BookColumn{tr_key("Chance of failing (%)"), 9, Fill::per_cent, false},
    BookColumn{tr_key("Priority"), 7, Fill::whole, false},
    BookColumn{tr_key(check_column::measured), 12, Fill::blank, false},
    BookColumn{tr_key(check_column::verdict), 10, Fill::blank, false},
    BookColumn{tr_key(check_column::photo), 9, Fill::blank, false},
    BookColumn{tr_key(check_column::person), 9, Fill::blank, true},
    BookColumn{tr_key(check_column::date), 11, Fill::date, false},
    BookColumn{tr_key("Longitude"), 11, Fill::degrees, false},
    BookColumn{tr_key("Latitude"), 10, Fill::degrees, false},
    BookColumn{tr_key("East (m)"), 12, Fill::coordinate, true},
    BookColumn{tr_key("North (m)"), 12, Fill::coordinate, true},
    BookColumn{tr_key(check_column::remarks), 14, Fill::blank, false},
    BookColumn{tr_key(check_column::id), 16, Fill::id, false},
};
constexpr std::size_t measured_column = 9;

/// What people choose from in the column of findings; the reader knows them.
constexpr std::array<const char*, 3> findings{tr_key("meets the rule"), tr_key("falls short"),
                                              tr_key("could not be checked")};
/// What a hydrant can be found as; the reader knows these and other words.
constexpr std::array<const char*, 6> hydrant_states{tr_key("working"),  tr_key("defective"),
                                                    tr_key("no water"), tr_key("buried"),
                                                    tr_key("missing"),  tr_key("disused")};

class Book {
 public:
  Book(const std::filesystem::path& file, std::filesystem::path shown)
      : book_(file, std::move(shown)) {
    make_formats();
  }

  void describe(const CheckList& list) { book_.describe(text("Field-check list: {}", list.title)); }

  void add(const CheckSheet& sheet, const CheckList& list) {
    lxw_worksheet* to = book_.add_sheet(sheet.town, translate("Field-check list"));
    std::vector<const BookColumn*> used;
    for (const BookColumn& column : columns)
      if (!column.internal_only || !list.public_edition) used.push_back(&column);
    const auto last = static_cast<lxw_col_t>(used.size() - 1);
    head(to, sheet, list, used, last);
    lxw_row_t row = first_row;
    for (const CheckItem& item : sheet.items) {
      for (lxw_col_t c = 0; c <= last; ++c) cell(to, row, c, *used[c], item, row - first_row + 1);
      ++row;
    }
    const lxw_row_t end = row;
    write(to, row, 0, text("Total"), total_);
    for (lxw_col_t c = 1; c <= last; ++c) worksheet_write_blank(to, row, c, total_);
    write(to, row, 2,
          text(for_count(sheet.items.size(), tr_key("{} place to be checked"),
                         tr_key("{} places to be checked")),
               sheet.items.size()),
          total_);
    row += 2;
    write(to, row, 1, text("Filled in by: ______________"), plain_);
    write(to, row, 3, text("Reviewed by: ______________"), plain_);
    write(to, row, 6, text("Approved by: ______________    Date: ______________"), plain_);
    lists(to, sheet, used, end);
    book_.print_setup(to, header_row, last, end);
  }

  void close() { book_.close(); }

 private:
  lxw_format* format(const char* number = nullptr, bool bordered = true) {
    return book_.format(number, bordered);
  }

  void make_formats() {
    title_ = format(nullptr, false);
    format_set_bold(title_);
    format_set_font_size(title_, 16);
    format_set_align(title_, LXW_ALIGN_CENTER);
    plain_ = format(nullptr, false);
    header_ = format();
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_CENTER);
    format_set_bg_color(header_, 0xDDE6F0);
    words_ = format();
    format_set_text_wrap(words_);
    whole_ = format("0");
    metres_ = format("0.00");
    degrees_ = format("0.000000");
    fill_in_ = format();
    format_set_text_wrap(fill_in_);
    format_set_bg_color(fill_in_, 0xFFF9E0);
    date_ = format("yyyy-mm-dd");
    format_set_bg_color(date_, 0xFFF9E0);
    id_ = format();
    format_set_font_color(id_, 0x808080);
    format_set_font_size(id_, 8);
    id_header_ = format();
    format_set_bold(id_header_);
    format_set_text_wrap(id_header_);
    format_set_font_color(id_header_, 0x808080);
    format_set_bg_color(id_header_, 0xEEEEEE);
    total_ = format();
    format_set_bold(total_);
  }

  void write(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, const std::string& words,
             lxw_format* as) {
    book_.write(to, row, column, words, as);
  }

  void head(lxw_worksheet* to, const CheckSheet& sheet, const CheckList& list,
            const std::vector<const BookColumn*>& used, lxw_col_t last) {
    std::string title = text("Field-check list");
    if (!sheet.town.empty()) title += " – " + sheet.town;
    book_.across(to, 0, last, title, title_);
    worksheet_set_row(to, 0, 26, nullptr);
    std::string about = text(
        "{}; screening result of {}, to be checked on site; lengths in metres; "
        "places in {}",
        list.title, list.date, list.crs);
    if (!sheet.responsible.empty()) about += text("; responsible: {}", sheet.responsible);
    about += text("; filled in by the unit: ____________   date: ____________");
    book_.across(to, 1, last, about, plain_);
    for (lxw_col_t c = 0; c <= last; ++c) {
      const BookColumn& column = *used[c];
      worksheet_set_column(to, c, c, column.width, nullptr);
      write(to, header_row, c, std::string(translate(column.title)),
            column.fill == Fill::id ? id_header_ : header_);
    }
    worksheet_set_row(to, header_row, 30, nullptr);
  }

  void number(lxw_worksheet* to, lxw_row_t row, lxw_col_t c, const std::optional<double>& value,
              lxw_format* as, const std::string& otherwise = "—") {
    book_.number(to, row, c, value, as, otherwise, words_);
  }

  void cell(lxw_worksheet* to, lxw_row_t row, lxw_col_t c, const BookColumn& column,
            const CheckItem& item, lxw_row_t serial) {
    const std::string_view title = column.title;
    const auto is = [&](const char* name) { return title == name; };
    const auto hundredth = [](double v) { return std::round(100 * v) / 100; };
    const auto& place = item.place_deg;
    switch (column.fill) {
      case Fill::blank:
        worksheet_write_blank(to, row, c, fill_in_);
        return;
      case Fill::date:
        worksheet_write_blank(to, row, c, date_);
        return;
      case Fill::id:
        return write(to, row, c, check_key_text(item.key), id_);
      case Fill::words:
        return write(to, row, c,
                     is("Kind")    ? item.kind
                     : is("Place") ? item.place
                                   : item.what,
                     words_);
      case Fill::metres: {
        const bool system = is("System value (m)");
        const auto value = system ? item.value_m : item.limit_m;
        return number(to, row, c, value ? std::optional(hundredth(*value)) : value, metres_,
                      system && !item.value_words.empty() ? item.value_words : "—");
      }
      case Fill::per_cent:
        return number(to, row, c, std::round(100 * item.chance), whole_);
      case Fill::degrees:
        if (!place) return number(to, row, c, std::nullopt, degrees_);
        return number(to, row, c,
                      std::round(1e6 * (is("Longitude") ? place->lon_deg : place->lat_deg)) / 1e6,
                      degrees_);
      case Fill::coordinate:
        if (!item.at) return number(to, row, c, std::nullopt, metres_);
        return number(to, row, c, hundredth(is("East (m)") ? item.at->x_m : item.at->y_m), metres_);
      case Fill::whole:
        return number(to, row, c,
                      is("No.")        ? static_cast<double>(serial)
                      : is("Priority") ? static_cast<double>(item.priority)
                                       : item.impact,
                      whole_);
    }
  }

  /// Drop-down lists: findings for every row, states for the rows of hydrants. Other words are
  /// taken as well.
  void lists(lxw_worksheet* to, const CheckSheet& sheet, const std::vector<const BookColumn*>& used,
             lxw_row_t end) {
    if (sheet.items.empty()) return;
    const auto choose = [&](const auto& keys, lxw_row_t from, lxw_row_t until, lxw_col_t c) {
      std::vector<std::string> words;
      for (const char* key : keys) words.emplace_back(translate(key));
      std::vector<char*> pointers;
      for (std::string& word : words) pointers.push_back(word.data());
      pointers.push_back(nullptr);
      lxw_data_validation rule{};
      rule.validate = LXW_VALIDATION_TYPE_LIST;
      rule.value_list = pointers.data();
      rule.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
      book_.check(worksheet_data_validation_range(to, from, c, until, c, &rule));
    };
    for (lxw_col_t c = 0; c < used.size(); ++c)
      if (used[c]->title == std::string_view(check_column::verdict))
        choose(findings, first_row, end - 1, c);
    for (std::size_t i = 0; i < sheet.items.size(); ++i) {
      if (sheet.items[i].key.subject != CheckSubject::hydrant) continue;
      std::size_t until = i;
      while (until + 1 < sheet.items.size() &&
             sheet.items[until + 1].key.subject == CheckSubject::hydrant)
        ++until;
      choose(hydrant_states, static_cast<lxw_row_t>(first_row + i),
             static_cast<lxw_row_t>(first_row + until), measured_column);
      i = until;
    }
  }

  XlsxBook book_;
  lxw_format *title_ = nullptr, *plain_ = nullptr, *header_ = nullptr, *words_ = nullptr,
             *whole_ = nullptr, *metres_ = nullptr, *degrees_ = nullptr, *fill_in_ = nullptr,
             *date_ = nullptr, *id_ = nullptr, *id_header_ = nullptr, *total_ = nullptr;
};

}  // namespace

void write_check_book(const std::filesystem::path& output, const CheckList& list,
                      Existing existing) {
  for (const CheckSheet& sheet : list.sheets)
    if (sheet.items.size() > 1000000)
      throw Error(ErrorKind::file,
                  "{}: {} places do not fit into one sheet. Add management units to the project, "
                  "so that each town has its own.",
                  output.string(), sheet.items.size());
  AtomicFile target(output, existing);
  Book book(target.path(), output);
  book.describe(list);
  for (const CheckSheet& sheet : list.sheets) book.add(sheet, list);
  book.close();
  target.commit();
}

}  // namespace firebreak::io
