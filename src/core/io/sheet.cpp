#include "core/io/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/io/layer_tools.hpp"
#include "core/io/mapping_file.hpp"
#include "core/io/row_sieve.hpp"
#include "core/io/sheet_header.hpp"
#include "core/io/source_files.hpp"
#include "core/io/text_encoding.hpp"
#include "core/io/text_file.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t header_rows = 12;  ///< the header stands among these or nowhere

/// How many rows are read to find the header, or to have the one the user names.
std::size_t rows_looked_at(std::optional<int> header_row) {
  return std::max(header_rows, header_row ? static_cast<std::size_t>(*header_row) + 1 : 0);
}

/// The position of the header row the user names among `rows` rows.
std::size_t row_in(std::size_t rows, int at, const fs::path& shown) {
  if (at >= 0 && static_cast<std::size_t>(at) < rows) return static_cast<std::size_t>(at);
  throw Error(ErrorKind::file, "{}: the table has no row {} that could name its columns.",
              shown.string(), at + 1);
}

/// How many cells of a row could be column names, and whether it holds numbers.
struct RowLook {
  std::size_t words = 0;
  bool numbers = false;
};

/// The row that names the columns: the first one without numbers that has nearly as many words as
/// any other near the top (a title has one or two). None if every row holds numbers.
std::optional<std::size_t> header_among(const std::vector<RowLook>& rows) {
  std::size_t most = 0;
  for (const RowLook& row : rows) most = std::max(most, row.words);
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (!rows[r].numbers && rows[r].words > 0 && 10 * rows[r].words >= 6 * most) return r;
  return std::nullopt;
}

RowLook look_at(const std::vector<std::string_view>& cells) {
  RowLook look;
  for (const std::string_view cell : cells) {
    if (is_number_cell(cell))
      look.numbers = true;
    else if (!cell.empty())
      ++look.words;
  }
  return look;
}

/// Names for all columns, none empty and none twice.
std::vector<std::string> column_names(const std::vector<std::string_view>& header,
                                      std::size_t columns) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (std::size_t c = 0; c < columns; ++c) {
    std::string name(c < header.size() ? header[c] : std::string_view());
    if (name.empty()) name = fmt::format("Field{}", c + 1);
    std::string unique = name;
    for (int again = 2; !taken.insert(unique).second; ++again)
      unique = fmt::format("{}_{}", name, again);
    names.push_back(unique);
  }
  return names;
}

/// The cells of a text table, as views into its text.
struct Grid {
  std::vector<std::string_view> cells;
  std::vector<std::size_t> row_start{0};
  std::size_t rows() const { return row_start.size() - 1; }
  /// Cells of a row up to its last one with content.
  std::size_t filled_width(std::size_t r) const {
    std::size_t end = row_start[r + 1];
    while (end > row_start[r] && cells[end - 1].empty()) --end;
    return end - row_start[r];
  }
  std::vector<std::string_view> row(std::size_t r) const {
    return {cells.begin() + static_cast<std::ptrdiff_t>(row_start[r]),
            cells.begin() + static_cast<std::ptrdiff_t>(row_start[r + 1])};
  }
};

/// The mark between cells: the one that stands equally often in the largest share of the first
/// lines; among equals the first of tab, semicolon, bar and comma.
char separator_of(std::string_view text) {
  std::vector<std::array<std::size_t, 4>> lines;
  constexpr std::string_view marks = "\t;|,";
  std::array<std::size_t, 4> counts{};
  bool quoted = false;
  bool any = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) {
      if (any) lines.push_back(counts);
      if (lines.size() == 30) break;
      counts = {};
      any = false;
      continue;
    }
    any = any || static_cast<unsigned char>(c) > ' ';
    const std::size_t mark = marks.find(c);
    if (!quoted && mark != std::string_view::npos) ++counts[mark];
  }
  if (any && lines.size() < 30) lines.push_back(counts);
  char separator = ',';
  std::size_t most = 0;
  for (std::size_t m = 0; m < marks.size(); ++m)
    for (const auto& line : lines) {
      if (line[m] == 0) continue;
      const auto same = static_cast<std::size_t>(
          std::ranges::count_if(lines, [&](const auto& other) { return other[m] == line[m]; }));
      if (same <= most) continue;
      most = same;
      separator = marks[m];
    }
  return separator;
}

/// Splits `text` into cells; quoted cells are unescaped in place.
Grid split(std::string& text, char separator, const Job& job, std::string_view doing) {
  Grid grid;
  char* const begin = text.data();
  char* const end = begin + text.size();
  char* at = begin;
  while (at < end) {
    char* from = at;
    char* to = at;
    if (*at == '"') {
      ++at;
      from = to = at;
      while (at < end) {
        if (*at == '"' && at + 1 < end && at[1] == '"')
          ++at;
        else if (*at == '"')
          break;
        *to++ = *at++;
      }
      while (at < end && *at != separator && *at != '\n') ++at;
    } else {
      while (at < end && *at != separator && *at != '\n') ++at;
      to = at;
    }
    grid.cells.push_back(trimmed_cell({from, static_cast<std::size_t>(to - from)}));
    if (at < end && *at == separator) {
      ++at;
      if (at < end) continue;
    }
    ++at;
    grid.row_start.push_back(grid.cells.size());
    if (grid.rows() % 8192 == 0)
      job.progress(0.5 * static_cast<double>(at - begin) / static_cast<double>(text.size()), doing);
  }
  return grid;
}

/// How many columns the table has: those of its header. Where half of the rows are filled beyond
/// it, the header is short and the widest row counts.
std::size_t column_count(const Grid& grid, std::optional<std::size_t> header) {
  std::size_t widest = 0;
  for (std::size_t r = 0; r < grid.rows(); ++r) widest = std::max(widest, grid.filled_width(r));
  if (!header) return widest;
  const std::size_t named = grid.row_start[*header + 1] - grid.row_start[*header];
  std::size_t wider = 0;
  for (std::size_t r = *header + 1; r < grid.rows(); ++r) wider += grid.filled_width(r) > named;
  return 2 * wider >= grid.rows() - *header - 1 ? std::max(named, widest) : named;
}

/// A row that does not have the header's number of cells: what its cells mean is not certain. Where
/// most rows are short, the file leaves empty cells out and that is no defect.
Issue ragged_row(std::int64_t record, std::size_t cells, std::size_t columns, bool mostly_short) {
  Issue issue;
  issue.kind = IssueKind::ragged_row;
  issue.origin.fid = record;
  if (cells > columns) {
    issue.severity = Severity::serious;
    issue.action = Action::set_aside;
    issue.detail = text(
        "the row has {} cells, the header names {}: a value holds the separator, and what follows "
        "stands in the wrong columns",
        cells, columns);
    issue.effect = text("Nothing of the row is used. Put the value into quotes.");
  } else {
    issue.severity = mostly_short ? Severity::info : Severity::doubtful;
    issue.action = Action::assumed;
    issue.detail = text("the row has {} cells, the header names {}", cells, columns);
    issue.effect = text("The cells that are not there are taken as empty, from the right.");
  }
  return issue;
}

constexpr std::string_view town_column = "镇街";

/// Whether one of the names of a field of hydrants, whose ledgers have the most of them, is that of
/// a column.
bool names_column(const FieldDictionary& dictionary, std::string_view field,
                  const std::string& column) {
  for (const auto& entry : dictionary.of(Role::hydrants).fields)
    if (entry.field->name == field)
      for (const FieldName& name : entry.names)
        if (match_name(column, name) == NameMatch::whole) return true;
  return false;
}

/// The town that the sheet's name or its first two rows name, as a column of its own; not where the
/// table has a column of towns. One of communities or villages is none.
void add_town(RawLayer& layer, std::span<const std::string> titles,
              const FieldDictionary& dictionary) {
  std::string town = town_in(layer.layer);
  for (const std::string& title : titles)
    if (town.empty()) town = town_in(title);
  if (town.empty()) return;
  for (const Column& column : layer.columns)
    if (names_column(dictionary, "unit", column.name) &&
        !names_column(dictionary, "village", column.name))
      return;
  layer.columns.emplace_back(std::string(town_column), ColumnType::text);
  for (std::size_t row = 0; row < layer.size(); ++row)
    layer.columns.back().push(std::string_view(town));
}

/// What stands above the header: every cell of its rows, at most two rows.
std::vector<std::string> titles_above(std::span<const std::vector<std::string>> top,
                                      std::size_t header) {
  std::vector<std::string> out;
  for (std::size_t r = 0, rows = 0; r < header && rows < 2; ++r) {
    bool any = false;
    for (const std::string& cell : top[r])
      if (!cell.empty()) out.push_back(cell), any = true;
    rows += any ? 1U : 0U;
  }
  return out;
}

}  // namespace

RawLayer read_text_table(const fs::path& path, const fs::path& shown, const ReadOptions& options,
                         const Job& job) {
  RawLayer layer;
  layer.path = shown.string();
  layer.layer = path.stem().string();
  layer.driver = "CSV";
  require_layers(shown, {layer.layer}, options.layers);
  std::string content = decoded_text(path, shown, options.encoding, layer);
  const std::string doing = text("Reading {}", layer.layer);
  const Grid grid = split(content, separator_of(content), job, doing);

  std::vector<RowLook> looks;
  std::vector<std::vector<std::string>> top;
  for (std::size_t r = 0; r < std::min(grid.rows(), rows_looked_at(options.header_row)); ++r) {
    const auto cells = grid.row(r);
    looks.push_back(look_at(cells));
    top.emplace_back(cells.begin(), cells.end());
  }
  const FieldDictionary dictionary = shipped_dictionary();
  const HeaderWords words(dictionary);
  const auto known =
      options.header_row
          ? std::optional(header_at(top, row_in(top.size(), *options.header_row - 1, shown), words))
          : find_header(top, words);
  const auto header = known ? std::optional(known->row + known->rows - 1) : header_among(looks);
  const std::size_t width = column_count(grid, header);
  std::vector<std::string_view> named;
  if (known)
    named.assign(known->names.begin(), known->names.end());
  else if (header)
    named = grid.row(*header);
  const auto names = column_names(named, width);
  for (const std::string& name : names) layer.columns.emplace_back(name, ColumnType::text);
  const std::size_t first = header ? *header + 1 : 0;
  RowSieve sieve(names);
  std::size_t short_rows = 0;
  for (std::size_t r = first; r < grid.rows(); ++r)
    short_rows += grid.row_start[r + 1] - grid.row_start[r] < width;
  const bool mostly_short = 2 * short_rows >= grid.rows() - first;
  std::int64_t record = 0;
  for (std::size_t r = first; r < grid.rows(); ++r) {
    if (r % 8192 == 0)
      job.progress(0.5 + 0.5 * static_cast<double>(r) / static_cast<double>(grid.rows()), doing);
    ++record;
    const auto from = grid.row_start[r];
    const auto cells = std::span(grid.cells).subspan(from, grid.row_start[r + 1] - from);
    if (!sieve.takes(cells)) continue;
    const bool shifted = grid.filled_width(r) > width;
    if (shifted || cells.size() < width)
      layer.issues.push_back(ragged_row(record, cells.size(), width, mostly_short));
    for (std::size_t c = 0; c < width; ++c) {
      if (!shifted && c < cells.size() && !cells[c].empty())
        layer.columns[c].push(cells[c]);
      else
        layer.columns[c].push_missing();
    }
    layer.fids.push_back(record);
    layer.shapes.finish_feature();
  }
  sieve.report(layer);
  if (known) add_town(layer, titles_above(top, known->row), dictionary);
  locate_rows(layer, options.places);
  keep_where(layer, options.where);
  return layer;
}

namespace {

std::string sheet_cell(const Column& column, std::size_t row) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::text) return std::string(trimmed_cell(column.texts[row]));
  return column.type == ColumnType::integer ? std::to_string(column.integers[row])
                                            : fmt::format("{}", column.reals[row]);
}

bool is_nameless(const Column& column) {
  return column.name.starts_with("Field") &&
         is_number_cell(std::string_view(column.name).substr(5));
}

/// The names that the columns were read with and the first records below them.
std::vector<std::vector<std::string>> top_of(const RawLayer& layer, std::size_t rows) {
  std::vector<std::vector<std::string>> top(1 + std::min(layer.size(), rows));
  for (const Column& column : layer.columns) {
    top[0].push_back(is_nameless(column) ? std::string() : std::string(trimmed_cell(column.name)));
    for (std::size_t r = 1; r < top.size(); ++r) top[r].push_back(sheet_cell(column, r - 1));
  }
  return top;
}

void rename_columns(RawLayer& layer, const std::vector<std::string>& header) {
  const auto names = column_names({header.begin(), header.end()}, layer.columns.size());
  for (std::size_t c = 0; c < names.size(); ++c) layer.columns[c].name = names[c];
}

}  // namespace

void tidy_sheet(RawLayer& layer, std::optional<int> header_row) {
  if (layer.columns.empty()) return;
  const auto nameless = static_cast<std::size_t>(std::ranges::count_if(layer.columns, is_nameless));
  const auto top = top_of(layer, rows_looked_at(header_row));
  const FieldDictionary dictionary = shipped_dictionary();
  const HeaderWords words(dictionary);
  std::optional<SheetHeader> known;
  if (!header_row)
    known = find_header(top, words);
  else  // GDAL has taken the first row for names, or has made up names above it
    known = header_at(
        top,
        row_in(top.size(), *header_row - (nameless == layer.columns.size() ? 0 : 1), layer.path),
        words);
  std::size_t first = 0;  // record below the header
  if (known) {
    if (known->row > 0 || known->rows > 1) rename_columns(layer, known->names);
    first = known->row + known->rows - 1;
  } else if (2 * nameless >= layer.columns.size()) {
    std::vector<RowLook> looks;
    for (std::size_t r = 1; r < top.size(); ++r)
      looks.push_back(look_at({top[r].begin(), top[r].end()}));
    if (const auto header = header_among(looks)) {
      rename_columns(layer, top[*header + 1]);
      first = *header + 1;
    }
  }
  std::vector<std::string> names;
  for (const Column& column : layer.columns) names.push_back(column.name);
  RowSieve sieve(std::move(names));
  std::vector<std::uint32_t> kept;
  for (std::size_t r = first; r < layer.size(); ++r) {
    std::vector<std::string> cells;
    for (const Column& column : layer.columns) cells.push_back(sheet_cell(column, r));
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    if (sieve.takes(views)) kept.push_back(static_cast<std::uint32_t>(r));
  }
  if (kept.size() < layer.size()) layer = selected(layer, kept);
  sieve.report(layer);
  if (known) add_town(layer, titles_above(top, known->row), dictionary);
}

}  // namespace firebreak::io
