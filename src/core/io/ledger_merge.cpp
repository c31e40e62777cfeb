#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/io/ledger_tables.hpp"

namespace firebreak::io {

namespace {

/// A finding whose place changed takes up the row of the old place if they share at least this much
/// of the larger of the two: a large new gap is not what was said of a small one in it.
constexpr double same_place_share = 0.5;

/// Sets columns of one row of `findings` by name.
class RowEditor {
 public:
  RowEditor(const LedgerTable& table, LedgerRow& row) : table_(table), row_(row) {}
  void set(std::string_view column, LedgerCell value) {
    row_.cells[table_.find(column).value()] = std::move(value);
  }
  void set(std::string_view column, const std::string& words) {
    set(column, words.empty() ? LedgerCell{} : LedgerCell{words});
  }
  void set(std::string_view column, const std::optional<double>& value) {
    set(column, value ? LedgerCell{*value} : LedgerCell{});
  }

 private:
  const LedgerTable& table_;
  LedgerRow& row_;
};

void set_measured(RowEditor row, const Finding& finding, const std::string& key,
                  const GpkgFile& gpkg) {
  row.set("measured", finding.measured);
  row.set("limit", finding.limit);
  row.set("unit", finding.unit);
  const UsedParameter* rule = gpkg.record.parameter(finding.rule_key);
  row.set("clause", rule == nullptr ? std::string{}
                                    : std::string(translate(rule->value.clause, gpkg.language)));
  const bool has_clause = rule != nullptr && !rule->value.clause.empty();
  row.set("clause_state", !has_clause                      ? std::string{}
                          : rule->value.clause_confirmed() ? std::string("confirmed")
                                                           : std::string("to_confirm"));
  row.set("impact_buildings", LedgerCell{finding.impact_buildings});
  row.set("impact_people", finding.impact_people);
  row.set("impact_sites", LedgerCell{finding.impact_sites});
  row.set("seen", LedgerCell{std::int64_t{1}});
  row.set("last_seen", gpkg.stamp.substr(0, 10));
  row.set("place_key", key);
}

void set_first(RowEditor row, const Finding& finding, const FindingUnit& unit,
               const Departments& departments, const std::string& number, const GpkgFile& gpkg) {
  row.set("finding_id", number);
  row.set("kind", finding.kind);
  row.set("origin", std::string("screening"));
  row.set("confidence", std::string("suspected"));
  row.set("place", finding.place);
  row.set("unit_l1", unit.l1);
  row.set("unit_l2", unit.l2);
  row.set("unit_l3", unit.l3);
  row.set("grid_person", unit.person);
  row.set("phone", unit.phone);
  row.set("department", std::string(departments.of(finding.kind, finding.obstacle)));
  row.set("grade", LedgerCell{std::int64_t{finding.grade}});
  row.set("measure",
          std::string(finding.measure.empty() ? std::string_view{}
                                              : translate(finding.measure, gpkg.language)));
  row.set("state", std::string("to_verify"));
  row.set("found_on", gpkg.stamp.substr(0, 10));
  row.set("reopened", LedgerCell{std::int64_t{0}});
}

std::string geometry_of(const Finding& finding, const GpkgFile& gpkg) {
  std::string blob;
  if (!finding.shape.empty())
    append_blob(blob, finding.shape, 0, BlobKind::any, gpkg.srs_id, gpkg.origin);
  return blob;
}

std::string new_number(Ledger& ledger, const Finding& finding, const FindingUnit& unit) {
  const std::string prefix =
      fmt::format("{}-{}", unit.code.empty() ? "CITY" : unit.code, kind_code(finding.kind));
  return fmt::format("{}-{:04}", prefix, ++ledger.last_serial[prefix]);
}

bool judged(const LedgerInput& input, std::string_view kind) {
  return input.kinds_judged.empty() ||
         std::find(input.kinds_judged.begin(), input.kinds_judged.end(), kind) !=
             input.kinds_judged.end();
}

/// Keys of this run's findings; a second finding with the same key gets a number of its own.
std::vector<std::string> run_keys(const std::vector<Finding>& findings) {
  std::vector<std::string> keys;
  std::unordered_map<std::string, int> times;
  for (const Finding& finding : findings) {
    const int n = ++times[finding.key];
    keys.push_back(n == 1 ? finding.key : fmt::format("{}#{}", finding.key, n));
  }
  return keys;
}
/// What was settled about a place was said of that place alone.
bool settled(std::string_view state) {
  return state == "closed" || state == "rejected" || state == "handed_over";
}

/// The rows that no key of this run names and that the run looked for, unless they are settled:
/// their places may live on under another key.
std::vector<std::size_t> rows_left(const LedgerTable& table, const LedgerInput& input,
                                   const std::unordered_multimap<std::string, std::size_t>& known,
                                   const std::vector<std::string>& keys) {
  std::vector<std::uint8_t> open(table.rows.size(), 0);
  for (const auto& [key, row] : known) open[row] = 1;
  for (const std::string& key : keys) {
    const auto [first, last] = known.equal_range(key);
    for (auto it = first; it != last; ++it) open[it->second] = 0;
  }
  const std::size_t kind = table.find("kind").value();
  const std::size_t state = table.find("state").value();
  std::vector<std::size_t> left;
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    if (open[r] != 0 && judged(input, text_of(table.rows[r].cells[kind])) &&
        !settled(text_of(table.rows[r].cells[state])))
      left.push_back(r);
  return left;
}

/// For findings that no row knows by key: the row of the same kind whose place they share most of,
/// the largest share of ground first, each row once. A gap that lost or won a building has another
/// key and is the same gap.
std::unordered_map<std::size_t, std::size_t> continued_rows(
    const LedgerTable& table, const LedgerInput& input, const GpkgFile& gpkg,
    const std::vector<std::size_t>& findings, const std::vector<std::size_t>& rows) {
  Shapes places;
  for (const std::size_t r : rows) read_blob(table.rows[r].geometry, gpkg.origin, places);
  const SpatialIndex index(places.boxes);
  const std::size_t kind = table.find("kind").value();
  const Geos geos;
  // People draw places anew, and a hand slips.
  const auto valid_place = [&](std::size_t p) {
    Shapes place;
    place.add_copy(places, p);
    return geos.valid(place, 0) ? place : geos.made_valid(place, 0);
  };
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;  // -shared m2, finding, row
  for (const std::size_t f : findings) {
    const Finding& finding = input.findings[f];
    if (finding.shape.empty() || !(area_m2(finding.shape, 0) > 0)) continue;
    for (const std::uint32_t p : index.in_box(finding.shape.boxes[0])) {
      if (text_of(table.rows[rows[p]].cells[kind]) != finding.kind) continue;
      const Shapes old = valid_place(p);
      if (old.empty()) continue;
      const double larger = std::max(area_m2(finding.shape, 0), area_m2(old, 0));
      const Shapes both = geos.intersection(finding.shape, old);
      double shared = 0;
      for (std::size_t i = 0; i < both.size(); ++i) shared += area_m2(both, i);
      if (shared >= same_place_share * larger) pairs.emplace_back(-shared, f, rows[p]);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::unordered_map<std::size_t, std::size_t> row_of;
  std::vector<std::uint8_t> taken(table.rows.size(), 0);
  for (const auto& [shared, f, row] : pairs)
    if (taken[row] == 0 && row_of.emplace(f, row).second) taken[row] = 1;
  return row_of;
}

}  // namespace

void merge_findings(Ledger& ledger, const LedgerInput& input, const GpkgFile& gpkg) {
  LedgerTable& table = ledger.findings;
  const std::size_t key_column = table.find("place_key").value();
  const std::size_t kind_column = table.find("kind").value();
  std::unordered_multimap<std::string, std::size_t> rows_of_key;
  std::int64_t last_fid = 0;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    LedgerRow& row = table.rows[r];
    last_fid = std::max(last_fid, row.fid);
    const std::string key(text_of(row.cells[key_column]));
    if (key.empty()) continue;  // typed in by people: no run knows the place
    rows_of_key.emplace(key, r);
    if (judged(input, text_of(row.cells[kind_column])))
      RowEditor(table, row).set("seen", LedgerCell{std::int64_t{0}});
  }
  const std::vector<std::string> keys = run_keys(input.findings);
  std::vector<std::size_t> unknown;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!rows_of_key.contains(keys[i])) unknown.push_back(i);
  const auto continued =
      continued_rows(table, input, gpkg, unknown, rows_left(table, input, rows_of_key, keys));
  for (std::size_t i = 0; i < input.findings.size(); ++i) {
    const Finding& finding = input.findings[i];
    const auto see_again = [&](std::size_t r) {
      set_measured({table, table.rows[r]}, finding, keys[i], gpkg);
      table.rows[r].geometry = geometry_of(finding, gpkg);
    };
    const auto [first, last] = rows_of_key.equal_range(keys[i]);
    for (auto known = first; known != last; ++known) see_again(known->second);
    if (const auto old = continued.find(i); old != continued.end()) see_again(old->second);
    if (first != last || continued.contains(i)) continue;
    const FindingUnit unit = i < input.units.size() ? input.units[i] : FindingUnit{};
    LedgerRow& row = table.rows.emplace_back();
    row.fid = ++last_fid;
    row.cells.resize(table.about.columns.size());
    row.geometry = geometry_of(finding, gpkg);
    set_first({table, row}, finding, unit, input.departments, new_number(ledger, finding, unit),
              gpkg);
    set_measured({table, row}, finding, keys[i], gpkg);
  }
}

}  // namespace firebreak::io
