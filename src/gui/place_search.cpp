#include "gui/place_search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/base/text.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/text_clean.hpp"
#include "gui/cell_words.hpp"
#include "gui/row_query.hpp"

namespace firebreak::gui {

namespace {

/// Columns that people look for things by.
bool is_searched(const FeatureTable& table, const Column& column) {
  if (column.type != ColumnType::text) return false;
  const std::string_view name = column.name;
  if (name == id_column_of(table)) return true;
  static constexpr std::string_view parts[] = {"name",   "addr", "street", "road_no", "house",
                                               "number", "名",   "地址",   "路",      "门牌",
                                               "位置",   "编号", "小区"};
  return std::any_of(std::begin(parts), std::end(parts), [&](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

/// How well a text fits, 0 best; empty: not at all.
std::optional<int> fit(std::string_view text, std::string_view typed) {
  if (text.size() < typed.size() || !contains_text(text, typed)) return std::nullopt;
  if (text.size() == typed.size()) return 0;
  if (contains_text(text.substr(0, typed.size()), typed)) return 1;
  for (std::size_t i = 1; i + typed.size() <= text.size(); ++i)
    if ((text[i - 1] == ' ' || text[i - 1] == '-' || text[i - 1] == '/') &&
        contains_text(text.substr(i, typed.size()), typed))
      return 2;
  return 3;
}

struct Candidate {
  int fit = 0;
  bool by_id = false;
  std::size_t table = 0;
  std::size_t column = 0;
  std::uint32_t row = 0;
};

bool is_line(const FeatureTable& table) {
  return table.geometry == TableGeometry::line || table.geometry == TableGeometry::multi_line;
}

Box box_of(const FeatureTable& table, std::uint32_t row) {
  return row < table.shapes.size() ? table.shapes.boxes[row] : Box();
}

/// Groups boxes that come nearer than `gap_m` to another of their group.
std::vector<std::vector<std::uint32_t>> near_groups(const std::vector<Box>& boxes, double gap_m) {
  UnionFind groups(boxes.size());
  for (std::uint32_t a = 0; a < boxes.size(); ++a)
    for (std::uint32_t b = a + 1; b < boxes.size(); ++b)
      if (distance2_m2(boxes[a], boxes[b]) <= gap_m * gap_m) groups.join(a, b);
  std::vector<std::vector<std::uint32_t>> out;
  std::vector<std::size_t> place(boxes.size(), SIZE_MAX);
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    const auto root = groups.root(i);
    if (place[root] == SIZE_MAX) {
      place[root] = out.size();
      out.emplace_back();
    }
    out[place[root]].push_back(i);
  }
  return out;
}

std::vector<Candidate> candidates(const std::vector<TablePtr>& tables, std::string_view typed,
                                  const Job& job) {
  constexpr std::size_t enough = 20000;
  std::vector<Candidate> found;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const FeatureTable& table = *tables[t];
    if (table.geometry == TableGeometry::none) continue;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const Column& column = table.columns[c];
      if (!is_searched(table, column)) continue;
      const bool by_id = column.name == id_column_of(table);
      for (std::uint32_t row = 0; row < column.size() && found.size() < enough; ++row) {
        if (row % 16384 == 0) job.check();
        if (!column.has(row)) continue;
        if (const auto how = fit(column.texts[row], typed))
          found.push_back({*how, by_id, t, c, row});
      }
    }
  }
  // Names before ids; results, which come last, before the inputs they were made of.
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    if (a.fit != b.fit) return a.fit < b.fit;
    if (a.by_id != b.by_id) return b.by_id;
    return a.table > b.table;
  });
  return found;
}

/// The pieces of a street around one of them; only that row for anything but lines.
std::vector<std::vector<std::uint32_t>> pieces_of(const FeatureTable& table, const Column& column,
                                                  const std::vector<Candidate>& all,
                                                  const Candidate& one) {
  constexpr double gap_m = 150;
  constexpr std::size_t most = 1500;
  std::vector<std::uint32_t> rows;
  for (const Candidate& other : all)
    if (other.table == one.table && other.column == one.column &&
        column.texts[other.row] == column.texts[one.row] && rows.size() < most)
      rows.push_back(other.row);
  std::sort(rows.begin(), rows.end());
  std::vector<Box> boxes;
  for (const std::uint32_t row : rows) boxes.push_back(box_of(table, row));
  std::vector<std::vector<std::uint32_t>> groups = near_groups(boxes, gap_m);
  for (auto& group : groups)
    for (std::uint32_t& i : group) i = rows[i];
  return groups;
}

struct Street {
  const FeatureTable* table = nullptr;
  std::vector<std::uint32_t> rows;
  std::string name;
};

/// The pieces of the street whose name fits best.
Street street_named(const std::vector<TablePtr>& tables, std::string_view typed, const Job& job) {
  for (const Candidate& c : candidates(tables, typed, job)) {
    const FeatureTable& table = *tables[c.table];
    if (c.by_id || !is_line(table)) continue;
    const Column& column = table.columns[c.column];
    Street street{&table, {}, std::string(column.texts[c.row])};
    for (std::uint32_t row = 0; row < column.size(); ++row)
      if (column.has(row) && column.texts[row] == street.name) street.rows.push_back(row);
    return street;
  }
  return {};
}

std::vector<FoundPlace> crossings_in(const std::vector<TablePtr>& tables, std::string_view typed,
                                     const Job& job) {
  for (const std::string_view sign : {"与", "和", "&", "/", "＆", "／"}) {
    const std::size_t at = typed.find(sign);
    if (at == std::string_view::npos) continue;
    const auto first = trimmed(typed.substr(0, at));
    const auto second = trimmed(typed.substr(at + sign.size()));
    if (first.size() < 2 || second.size() < 2) continue;
    auto found = find_crossings(tables, first, second, job);
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace

std::vector<FoundPlace> find_crossings(const std::vector<TablePtr>& tables, std::string_view first,
                                       std::string_view second, const Job& job) {
  constexpr double touching_m = 2;
  constexpr double one_crossing_m = 40;  // two carriageways make up to four points
  constexpr double farthest_m = 200;
  const Street a = street_named(tables, first, job);
  const Street b = street_named(tables, second, job);
  if (a.table == nullptr || b.table == nullptr) return {};
  std::vector<Box> points;
  double nearest2_m2 = farthest_m * farthest_m;
  Box nearest;
  for (const std::uint32_t i : a.rows) {
    job.check();
    for (const std::uint32_t j : b.rows) {
      if (distance2_m2(box_of(*a.table, i), box_of(*b.table, j)) >
          std::max(nearest2_m2, touching_m * touching_m))
        continue;
      Xy from;
      Xy to;
      const double d2 =
          distance2_m2(a.table->shapes, i, b.table->shapes, j, farthest_m * farthest_m, &from, &to);
      if (d2 >= farthest_m * farthest_m) continue;
      const Xy middle = 0.5 * (from + to);
      if (d2 <= touching_m * touching_m) points.push_back({middle, middle});
      if (d2 < nearest2_m2) {
        nearest2_m2 = d2;
        nearest = {from, from};
        nearest.add(to);
      }
    }
  }
  std::vector<FoundPlace> found;
  const std::string title = a.name + " / " + b.name;
  for (const auto& group : near_groups(points, one_crossing_m)) {
    Box box;
    for (const std::uint32_t i : group) box.add(points[i]);
    found.push_back({title, text("Crossing"), {}, {}, {box.centre(), box.centre()}});
  }
  if (found.empty() && !nearest.empty())
    found.push_back(
        {title,
         text("do not meet; nearest to each other here, {:.0f} m apart", std::sqrt(nearest2_m2)),
         {},
         {},
         nearest});
  return found;
}

std::vector<FoundPlace> find_places(const std::vector<TablePtr>& tables, std::string_view typed,
                                    std::size_t most, const Job& job) {
  typed = trimmed(typed);
  if (typed.empty()) return {};
  std::vector<FoundPlace> hits = crossings_in(tables, typed, job);
  const auto all = candidates(tables, typed, job);
  std::set<std::pair<std::size_t, std::string>> streets;  // done as a whole
  std::set<std::string> judged;  // a street of the results is the street that was read
  std::set<std::string> ids;     // a building of the results is the building that was read
  for (const Candidate& c : all) {
    if (hits.size() >= most) break;
    job.check();
    const FeatureTable& table = *tables[c.table];
    const Column& column = table.columns[c.column];
    const std::string title(column.texts[c.row]);
    const std::string about(translate(table.title.empty() ? table.name : table.title));
    if (!c.by_id && is_line(table)) {
      if (!streets.emplace(c.table, title).second) continue;
      if (table.name == "fire_lanes") judged.insert(title);
      if (table.name == "roads" && judged.contains(title)) continue;
      for (auto& rows : pieces_of(table, column, all, c)) {
        Box box;
        for (const std::uint32_t row : rows) box.add(box_of(table, row));
        if (box.empty() || hits.size() >= most) continue;
        hits.push_back({title, about, table.name, std::move(rows), box});
      }
      continue;
    }
    if (box_of(table, c.row).empty()) continue;
    const Column* id = table.column(id_column_of(table));
    if (id != nullptr && id->type == ColumnType::text && id->has(c.row) &&
        !ids.emplace(std::string(id->name) + '\n' + std::string(id->texts[c.row])).second)
      continue;
    hits.push_back({title, about, table.name, {c.row}, box_of(table, c.row)});
  }
  return hits;
}

}  // namespace firebreak::gui
