#include "core/analysis/hydrant_targets.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "core/base/error.hpp"
#include "core/model/columns.hpp"
#include "core/model/unit_chain.hpp"

namespace firebreak {

namespace {

/// The year that a day begins with: "2025-01-01", "2025".
std::optional<int> year_of(const std::string& day) {
  int year = 0;
  const auto [end, error] = std::from_chars(day.data(), day.data() + day.size(), year);
  if (error != std::errc() || end - day.data() != 4) return std::nullopt;
  return year;
}

/// Whether the first of January is meant: then the year decides alone.
bool whole_year(const std::string& day) {
  return day.size() == 4 || day.ends_with("-01-01");
}

enum class New : std::uint8_t { yes, perhaps, no };

New built_since(const Hydrant& hydrant, const std::string& since) {
  if (hydrant.planned && hydrant.origin.fid < 0) return New::yes;
  const auto year = year_of(since);
  if (!year || (!hydrant.built_from && !hydrant.built_to)) return New::perhaps;
  if (hydrant.built_to && *hydrant.built_to < *year) return New::no;
  if (!hydrant.built_from) return New::perhaps;
  const bool surely =
      whole_year(since) ? *hydrant.built_from >= *year : *hydrant.built_from > *year;
  return surely ? New::yes : New::perhaps;
}

/// Municipal hydrants that work, unit by unit; one past the units: all of the city.
class Owned {
 public:
  explicit Owned(const City& city) : city_(city) {
    for (const Hydrant& hydrant : city.hydrants->rows) {
      if (!hydrant.municipal() || !hydrant.usable()) continue;
      of_unit_[city.units->size()].push_back(&hydrant);
      for_unit_and_above(city, unit_at(city, hydrant.at), [&](Id<ManagementUnit> unit) {
        of_unit_[unit.value].push_back(&hydrant);
      });
    }
  }

  TargetReading read(const HydrantTarget& target, std::optional<Id<ManagementUnit>> unit) const {
    TargetReading reading;
    reading.target = target;
    reading.unit = unit;
    const auto found = of_unit_.find(unit ? unit->value : city_.units->size());
    if (found != of_unit_.end()) reading.owned = found->second.size();
    if (target.baseline) {
      const auto before = static_cast<std::size_t>(*target.baseline);
      reading.built_least = reading.built_most =
          reading.owned > before ? reading.owned - before : 0;
    } else if (!target.since.empty()) {
      std::size_t least = 0, most = 0;
      if (found != of_unit_.end())
        for (const Hydrant* hydrant : found->second) {
          const New is_new = built_since(*hydrant, target.since);
          least += is_new == New::yes ? 1U : 0U;
          most += is_new != New::no ? 1U : 0U;
        }
      reading.built_least = least;
      reading.built_most = most;
    }
    return reading;
  }

 private:
  const City& city_;
  std::map<std::size_t, std::vector<const Hydrant*>> of_unit_;
};

std::uint32_t unit_named(const City& city, const std::string& name) {
  const auto& units = *city.units;
  for (const Texts* texts : {&units.ids, &units.names})
    for (std::uint32_t u = 0; u < units.size(); ++u)
      if ((*texts)[u] == name) return u;
  throw Error(ErrorKind::usage,
              "[[target]] unit = \"{}\": there is no management unit of this id or name. Correct "
              "it, or leave it out: then the target is that of each of the largest units.",
              name);
}

}  // namespace

std::vector<TargetReading> read_targets(const City& city, std::span<const HydrantTarget> targets) {
  std::vector<TargetReading> readings;
  if (targets.empty()) return readings;
  const Owned owned(city);
  std::map<std::uint32_t, const HydrantTarget*> of_unit;
  for (const HydrantTarget& target : targets) {
    if (!target.unit.empty()) {
      of_unit[unit_named(city, target.unit)] = &target;
      continue;
    }
    if (city.units->empty()) readings = {owned.read(target, std::nullopt)};
    for (std::uint32_t u = 0; u < city.units->size(); ++u)
      if (!(*city.units)[u].parent) of_unit.emplace(u, &target);
  }
  for (const auto& [unit, target] : of_unit)
    readings.push_back(owned.read(*target, Id<ManagementUnit>{unit}));
  return readings;
}

void add_target_columns(FeatureTable& table, std::span<const TargetReading> readings) {
  if (readings.empty()) return;
  std::map<std::size_t, const TargetReading*> of_row;
  for (const TargetReading& reading : readings)
    if (reading.unit) of_row[reading.unit->value] = &reading;
  using Count = std::optional<std::size_t>;
  const auto add = [&](const char* name, const char* title, auto figure) {
    table.columns.push_back(
        filled_column(name, ColumnType::integer, title, "", table.rows(), [&](std::size_t row) {
          const auto found = of_row.find(row);
          return found == of_row.end() ? Count() : Count(figure(*found->second));
        }));
  };
  const auto word = [&](const char* name, const char* title, auto text) {
    table.columns.push_back(filled_column(name, ColumnType::text, title, "", table.rows(),
                                          [&](std::size_t row) -> std::optional<std::string_view> {
                                            const auto found = of_row.find(row);
                                            return found == of_row.end()
                                                       ? std::nullopt
                                                       : known_word(text(*found->second));
                                          }));
  };
  using R = const TargetReading&;
  const auto lacking = [](R r, Count there) { return there ? Count(r.lacking(*there)) : Count(); };
  add("target_hydrants", tr_key("hydrants that the local target asks for"),
      [](R r) -> Count { return r.wanted(); });
  word("target_by", tr_key("day of the local target"),
       [](R r) { return std::string_view(r.target.by); });
  word("target_document", tr_key("document that sets the local target"),
       [](R r) { return std::string_view(r.target.document); });
  add("target_owned", tr_key("municipal hydrants that work"), [](R r) -> Count { return r.owned; });
  add("target_built_least", tr_key("of them newly built, at least"),
      [](R r) { return r.built_least; });
  add("target_built_most", tr_key("of them newly built, at most"),
      [](R r) { return r.built_most; });
  add("target_lacking_owned", tr_key("lacking for the local target, read as hydrants in place"),
      [](R r) -> Count { return r.lacking(r.owned); });
  add("target_lacking_built_least",
      tr_key("lacking for the local target, read as newly built, at least"),
      [&](R r) { return lacking(r, r.built_most); });
  add("target_lacking_built_most",
      tr_key("lacking for the local target, read as newly built, at most"),
      [&](R r) { return lacking(r, r.built_least); });
}

std::vector<KeyFigure> target_figures(std::span<const TargetReading> readings) {
  std::vector<KeyFigure> figures;
  if (readings.empty()) return figures;
  const auto add = [&](const char* name, const char* title, std::size_t value) {
    figures.push_back({name, title, static_cast<double>(value), {}, {}, {}});
  };
  std::size_t wanted = 0, met_owned = 0, lacking_owned = 0, met_built = 0, open = 0, untold = 0,
              lacking_least = 0, lacking_most = 0;
  for (const TargetReading& r : readings) {
    wanted += r.wanted();
    met_owned += r.lacking(r.owned) == 0;
    lacking_owned += r.lacking(r.owned);
    if (!r.built_least || !r.built_most) {
      ++untold;
      continue;
    }
    lacking_least += r.lacking(*r.built_most);
    lacking_most += r.lacking(*r.built_least);
    met_built += r.lacking(*r.built_least) == 0;
    open += r.lacking(*r.built_least) > 0 && r.lacking(*r.built_most) == 0;
  }
  add("target_units", tr_key("Units with a local target for municipal hydrants"), readings.size());
  add("target_hydrants", tr_key("Hydrants that the local targets ask for"), wanted);
  add("target_met_owned", tr_key("Units that meet their local target, read as hydrants in place"),
      met_owned);
  add("target_lacking_owned",
      tr_key("Hydrants lacking for the local targets, read as hydrants in place"), lacking_owned);
  if (untold == readings.size()) return figures;
  add("target_met_built", tr_key("Units that meet their local target, read as newly built"),
      met_built);
  add("target_open_built",
      tr_key("Units where unknown dates of building leave the reading as newly built open"), open);
  add("target_lacking_built_least",
      tr_key("Hydrants lacking for the local targets, read as newly built, at least"),
      lacking_least);
  add("target_lacking_built_most",
      tr_key("Hydrants lacking for the local targets, read as newly built, at most"), lacking_most);
  return figures;
}

}  // namespace firebreak
