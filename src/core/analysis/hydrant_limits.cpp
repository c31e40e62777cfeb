#include "core/analysis/hydrant_limits.hpp"

#include <algorithm>

#include "core/analysis/rule_value.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr std::string_view dwelling_key = other_limit_keys[0], trade_key = other_limit_keys[1],
                           outside_key = other_limit_keys[2];

/// Verdicts that another limit may change. The distance is to the nearest wall, so under a rule
/// that asks for every wall a longer limit changes so many at most, a shorter one at least.
struct LimitCounts {
  std::size_t meant = 0;  ///< buildings that the limit is for
  std::size_t open = 0;   ///< buildings of which the data do not tell whether it is
  bool any() const { return meant + open > 0; }
};

enum class IsMeant : std::uint8_t { no, yes, unknown };

/// Counts the buildings that have `verdict` by the radius and another one by `limit_m`, as
/// `meant(b)` says whether the limit is for them.
template <class Meant>
LimitCounts counts_by(const HydrantCoverage::Result& result, Verdict verdict, double limit_m,
                      const Meant& meant) {
  LimitCounts counts;
  for (std::uint32_t b = 0; b < result.buildings.size(); ++b) {
    const HydrantCoverage::Cover& cover = result.buildings[b];
    if (cover.verdict != verdict || cover.computed || cover.outside_study_area || !cover.nearest_m)
      continue;
    if ((*cover.nearest_m <= limit_m) == (verdict == Verdict::pass)) continue;
    const IsMeant said = meant(b);
    counts.meant += said == IsMeant::yes;
    counts.open += said == IsMeant::unknown;
  }
  return counts;
}

std::optional<double> limit_in(const Profile& profile, std::string_view key) {
  const ProfileValue* value = rule_value(profile, key);
  const double* limit_m = value == nullptr ? nullptr : std::get_if<double>(&value->value);
  return limit_m == nullptr ? std::nullopt : std::optional(*limit_m);
}

/// Apartments are not the dwellings that codes mean (IFC 507.5.1: R-3 and U).
IsMeant is_dwelling(const Building& building) {
  if (building.use == Use::house || building.sprinklered.value_or(false)) return IsMeant::yes;
  return building.use == Use::unknown || building.use == Use::residential ? IsMeant::unknown
                                                                          : IsMeant::no;
}

/// Zones of trade and industry by what land use layers call them. Quasi-industrial zones are none
/// (Water Source Standard, table of article 4).
bool is_trade_zone(std::string_view kind) {
  if (kind.find("準工業") != kind.npos) return false;
  constexpr std::array<std::string_view, 7> words{"商業",       "工業",   "商业",      "工业",
                                                  "commercial", "retail", "industrial"};
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::any_of(words, [&](std::string_view word) {
    return !std::ranges::search(kind, word, {}, small).empty();
  });
}

/// The zones of planned or present land use that buildings stand in.
class LandZones {
 public:
  explicit LandZones(const City& city) : city_(city) {
    for (const Layer& layer : *city.others) {
      const auto kind = std::ranges::find(layer.columns, "kind", &Column::name);
      if (layer.role == Role::land_use && kind != layer.columns.end() &&
          kind->type == ColumnType::text)
        layers_.push_back({&layer.shapes, &*kind, SpatialIndex(layer.shapes.boxes)});
    }
  }
  IsMeant of_trade(std::uint32_t building) const {
    const Xy at = interior_point(city_.buildings->shapes, building);
    IsMeant said = IsMeant::unknown;
    for (const OneLayer& layer : layers_)
      layer.index.in_box({at, at}, [&](std::uint32_t f) {
        if (!layer.kind->has(f) || !contains(*layer.shapes, f, at)) return;
        if (is_trade_zone(layer.kind->texts[f]))
          said = IsMeant::yes;
        else if (said == IsMeant::unknown)
          said = IsMeant::no;
      });
    return said;
  }

 private:
  struct OneLayer {
    const Shapes* shapes;
    const Column* kind;
    SpatialIndex index;
  };
  const City& city_;
  std::vector<OneLayer> layers_;
};

/// Whether buildings stand outside the built-up land; unknown where none is given.
class OutsideTowns {
 public:
  explicit OutsideTowns(const City& city) : city_(city), index_(city.built_up->boxes) {}
  IsMeant operator()(std::uint32_t building) const {
    if (city_.built_up->empty()) return IsMeant::unknown;
    const Xy at = interior_point(city_.buildings->shapes, building);
    bool inside = false;
    index_.in_box({at, at},
                  [&](std::uint32_t f) { inside = inside || contains(*city_.built_up, f, at); });
    return inside ? IsMeant::no : IsMeant::yes;
  }

 private:
  const City& city_;
  SpatialIndex index_;
};

void add_figure(AnalysisOutput& out, std::string_view name, std::string_view title, double value,
                std::string_view unit = {}) {
  out.figures.push_back({std::string(name), std::string(title), value, std::string(unit), {}, {}});
}

void say_dwellings(const City& city, const HydrantCoverage::Result& result, double limit_m,
                   AnalysisOutput& out) {
  const LimitCounts counts = counts_by(result, Verdict::fail, limit_m, [&](std::uint32_t b) {
    return is_dwelling((*city.buildings)[b]);
  });
  if (!counts.any()) return;
  add_figure(out, "hydrant_dwelling_radius_m",
             tr_key("Limit for dwellings and sprinklered buildings"), limit_m, "m");
  add_figure(out, "hydrant_fail_dwellings",
             tr_key("Failing houses and sprinklered buildings within it, at most"),
             static_cast<double>(counts.meant));
  add_figure(out, "hydrant_fail_use_open",
             tr_key("Failing buildings within it whose use is to be settled, at most"),
             static_cast<double>(counts.open));
  out.notices.emplace_back(
      tr_key("Every building is held to one limit, though this code allows one- and two-family "
             "dwellings and sprinklered buildings a longer one. The key figures say how many that "
             "fail lie within the longer limit: check them before they count as failing."));
}

void say_trade_zones(const City& city, const HydrantCoverage::Result& result, double limit_m,
                     AnalysisOutput& out) {
  const LandZones zones(city);
  const LimitCounts counts =
      counts_by(result, Verdict::pass, limit_m, [&](std::uint32_t b) { return zones.of_trade(b); });
  if (!counts.any()) return;
  add_figure(out, "hydrant_trade_radius_m", tr_key("Limit in zones of trade and industry"), limit_m,
             "m");
  add_figure(out, "hydrant_pass_trade_zones", tr_key("Passing buildings beyond it in such zones"),
             static_cast<double>(counts.meant));
  add_figure(out, "hydrant_pass_zone_open",
             tr_key("Passing buildings beyond it whose zone is to be settled"),
             static_cast<double>(counts.open));
  out.notices.emplace_back(
      tr_key("Every building is held to one limit, though this code has a shorter one in zones of "
             "trade and industry, and shorter ones still where strong wind is usual. The key "
             "figures say how many that pass lie beyond the limit of these zones: check them "
             "before they count as passing. Zones are taken from layers of land use."));
}

void say_outside(const City& city, const HydrantCoverage::Result& result, double limit_m,
                 AnalysisOutput& out) {
  const LimitCounts counts = counts_by(result, Verdict::fail, limit_m, OutsideTowns(city));
  if (!counts.any()) return;
  add_figure(out, "hydrant_outside_radius_m", tr_key("Limit outside built-up areas"), limit_m, "m");
  add_figure(out, "hydrant_fail_outside",
             tr_key("Failing buildings within it outside built-up land, at most"),
             static_cast<double>(counts.meant));
  add_figure(out, "hydrant_fail_outside_open",
             tr_key("Failing buildings within it, built-up land not given, at most"),
             static_cast<double>(counts.open));
  out.notices.emplace_back(
      tr_key("Every building is held to one limit, though this code has a longer one outside "
             "built-up areas. The key figures say how many that fail lie within the longer limit: "
             "check them before they count as failing."));
}

}  // namespace

void say_other_limits(const City& city, const HydrantCoverage::Params& params,
                      const HydrantCoverage::Result& result, const Profile& profile,
                      AnalysisOutput& out) {
  const auto dwelling_m = limit_in(profile, dwelling_key);
  if (dwelling_m && *dwelling_m > params.radius_m) say_dwellings(city, result, *dwelling_m, out);
  const auto trade_m = limit_in(profile, trade_key);
  if (trade_m && *trade_m < params.radius_m) say_trade_zones(city, result, *trade_m, out);
  const auto outside_m = limit_in(profile, outside_key);
  if (outside_m && *outside_m > params.radius_m) say_outside(city, result, *outside_m, out);
}

}  // namespace firebreak
