#include "core/analysis/invariants.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

namespace {

[[noreturn]] void contradiction(const std::string& what) {
  throw Error(ErrorKind::internal,
              "The results contradict themselves ({}), so no file was written. Please report this "
              "with the command you ran.",
              what);
}

const FeatureTable* find(std::span<const FeatureTable> tables, std::string_view name) {
  for (const FeatureTable& table : tables)
    if (table.name == name) return &table;
  return nullptr;
}

const Column& need(const FeatureTable& table, std::string_view name) {
  if (const Column* column = table.column(name)) return *column;
  contradiction(fmt::format("{} has no column {}", table.name, name));
}

/// Every row must carry one of the words.
void check_words(const FeatureTable& table, std::string_view field,
                 std::initializer_list<std::string_view> words) {
  const Column* column = table.column(field);
  if (column == nullptr) return;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool fits = column->has(row) &&
                      std::find(words.begin(), words.end(), column->texts[row]) != words.end();
    if (!fits)
      contradiction(fmt::format("row {} of {} has no state in {}", row + 1, table.name, field));
  }
}

void check_gaps(const FeatureTable& buildings, const FeatureTable& gaps) {
  const Column& verdict = need(buildings, "hydrant_verdict");
  const Column& gap_of = need(buildings, "gap_id");
  std::unordered_map<std::string_view, std::int64_t> members;
  for (std::size_t row = 0; row < buildings.rows(); ++row) {
    const bool fails = verdict.texts[row] == "fail";
    if (fails != gap_of.has(row))
      contradiction(fmt::format("building {} with verdict {} is {} a gap",
                                need(buildings, "building_id").texts[row], verdict.texts[row],
                                gap_of.has(row) ? "in" : "not in"));
    if (fails) ++members[gap_of.texts[row]];
  }
  const Column& id = need(gaps, "gap_id");
  const Column& count = need(gaps, "buildings");
  for (std::size_t row = 0; row < gaps.rows(); ++row) {
    const auto found = members.find(id.texts[row]);
    if (found == members.end() || found->second != count.integers[row])
      contradiction(fmt::format("gap {} counts {} buildings", id.texts[row], count.integers[row]));
    members.erase(found);
  }
  if (!members.empty()) contradiction(fmt::format("gap {} has no polygon", members.begin()->first));
}

void check_areas(const FeatureTable& table, const Job& job) {
  const SpatialIndex index(table.shapes.boxes);
  const Geos geos;
  // GEOS closes shared borders to within its own rounding.
  constexpr double noise_m2 = 1e-3;
  for (std::size_t f = 0; f < table.shapes.size(); ++f) {
    job.check();
    if (!(area_m2(table.shapes, f) > 0))
      contradiction(fmt::format("row {} of {} has no area", f + 1, table.name));
    index.in_box(table.shapes.boxes[f], [&](std::uint32_t other) {
      if (other <= f) return;
      Shapes a;
      Shapes b;
      a.add_copy(table.shapes, f);
      b.add_copy(table.shapes, other);
      const double shared = area_m2(geos.intersection(a, b), 0);
      if (shared > noise_m2)
        contradiction(fmt::format("rows {} and {} of {} overlap by {:.3f} m2", f + 1, other + 1,
                                  table.name, shared));
    });
  }
}

void check_units(const FeatureTable& buildings, const FeatureTable& units) {
  const Column& parent = need(units, "parent_id");
  const Column& count = need(units, "buildings");
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < units.rows(); ++row)
    if (!parent.has(row)) sum += count.integers[row];
  if (sum != static_cast<std::int64_t>(buildings.rows()))
    contradiction(
        fmt::format("the management units hold {} of {} buildings", sum, buildings.rows()));
}

}  // namespace

void check_invariants(std::span<const FeatureTable> tables, const Job& job) {
  const FeatureTable* buildings = find(tables, "building_risk");
  if (buildings != nullptr) {
    check_words(*buildings, "coverage", {"full", "partly", "none", "unknown"});
    for (const char* field : {"hydrant_verdict", "lane_verdict"})
      check_words(*buildings, field, {"pass", "marginal", "fail", "unknown", "not_applicable"});
    if (const FeatureTable* gaps = find(tables, "hydrant_gaps")) check_gaps(*buildings, *gaps);
    if (const FeatureTable* units = find(tables, "unit_summary")) check_units(*buildings, *units);
  }
  for (const char* name : {"hydrant_gaps", "risk_zones"})
    if (const FeatureTable* table = find(tables, name)) check_areas(*table, job);
}

}  // namespace firebreak
