#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/normalise/attributes.hpp"
#include "core/normalise/stable_ids.hpp"
#include "core/normalise/tables.hpp"

namespace firebreak {

/// The columns with the ids of each layer's records; no column where none names them.
std::vector<FieldColumn> id_columns(const Workshop& shop);

/// Hash of all cells of a record.
std::uint64_t content_hash(const RawLayer& raw, std::size_t row);

template <class T>
void assign_ids(Table<T>& table, std::span<const RowSource> rows, const Workshop& shop,
                std::string_view prefix, Texts& given, const Job& job) {
  const std::vector<FieldColumn> columns = id_columns(shop);
  std::string buffer;
  given = Texts();
  given.reserve(rows.size(), 8 * rows.size());
  for (const RowSource& from : rows) {
    const FieldColumn& column = columns[from.intake];
    given.push_back(column.has(from.row) ? cell_view(*column.column, from.row, buffer)
                                         : std::string_view{});
  }
  const auto content = [&](std::uint32_t i) {
    return content_hash(shop.intakes[rows[i].intake].raw(), rows[i].row);
  };
  table.ids = stable_ids(given, place_hashes(table.shapes, shop.origin, job), prefix, content);
}

template <class T>
void remove_rows(Table<T>& table, std::vector<RowSource>& rows,
                 std::span<const std::uint8_t> gone) {
  std::vector<std::uint32_t> kept;
  kept.reserve(table.size());
  for (std::uint32_t i = 0; i < table.size(); ++i)
    if (gone[i] == 0) kept.push_back(i);
  if (kept.size() == table.size()) return;
  Table<T> smaller;
  smaller.shapes = reordered(table.shapes, kept);
  smaller.rows.reserve(kept.size());
  std::vector<RowSource> from;
  from.reserve(kept.size());
  for (const auto i : kept) {
    smaller.rows.push_back(table.rows[i]);
    smaller.ids.push_back(table.ids[i]);
    smaller.names.push_back(table.names[i]);
    from.push_back(rows[i]);
  }
  smaller.index = SpatialIndex(smaller.shapes.boxes);
  table = std::move(smaller);
  rows = std::move(from);
}

/// The texts of a field for rows of a table, empty where there is none.
void read_texts(const Workshop& shop, Role role, std::span<const RowSource> rows,
                std::string_view field, Texts& texts);

/// What the sources say of the rows of a table beside what its type holds (`facts_of`): numbers
/// where the field is one, times in one form, else as it is written; only facts that one of the
/// rows has.
std::vector<Column> read_facts(const Workshop& shop, Role role, std::span<const RowSource> rows);

/// Sets a record aside and reports it.
void set_aside(Intake& intake, std::size_t row, IssueKind kind, std::string_view detail,
               IssueLog& log);

/// A place that stands for a record: its point, or a point inside its polygon; none for lines.
std::optional<Xy> place_of(const Shapes& shapes, std::size_t f);

}  // namespace firebreak
