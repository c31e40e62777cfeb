#include "core/session/check_list.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/base/text.hpp"
#include "core/geo/crs.hpp"
#include "core/geo/measure.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "core/model/code_words.hpp"
#include "core/session/check_sentences.hpp"

namespace firebreak {

double chance_below(double value_m, double limit_m, double sigma_m) {
  if (!(sigma_m > 0)) return value_m < limit_m ? 1 : 0;
  return 0.5 * std::erfc((value_m - limit_m) / sigma_m / std::sqrt(2.0));
}

namespace {

bool open(std::string_view verdict) {
  return verdict == "marginal" || verdict == "unknown";
}

/// Where a result's rows go: the largest management units.
class Towns {
 public:
  explicit Towns(const FeatureTable* units, bool public_edition) {
    if (units == nullptr) return;
    for (std::size_t row = 0; row < units->rows(); ++row) {
      if (word_or_empty(*units, "unit_id", row).empty() ||
          !word_or_empty(*units, "parent_id", row).empty())
        continue;
      shapes_.add_copy(units->shapes, row);
      CheckSheet& sheet = sheets_.emplace_back();
      sheet.town = word_or_empty(*units, "name", row);
      if (sheet.town.empty()) sheet.town = word_or_empty(*units, "unit_id", row);
      if (!public_edition) sheet.responsible = word_or_empty(*units, "responsible", row);
    }
    if (!sheets_.empty()) sheets_.push_back({text("Outside all units"), {}, {}});
    if (sheets_.empty()) sheets_.emplace_back();
  }
  void add(CheckItem item, std::optional<Xy> city_metres) {
    if (sheets_.empty()) sheets_.emplace_back();
    std::size_t at = sheets_.size() - 1;
    for (std::size_t t = 0; city_metres && t < shapes_.size(); ++t)
      if (contains(shapes_, t, *city_metres)) {
        at = t;
        break;
      }
    sheets_[at].items.push_back(std::move(item));
  }
  std::vector<CheckSheet> take() { return std::move(sheets_); }

 private:
  Shapes shapes_;
  std::vector<CheckSheet> sheets_;
};

class Listing {
 public:
  Listing(const io::RiskFile& risk, bool public_edition, const Job& job)
      : risk_(risk),
        job_(job),
        units_(table("unit_summary")),
        towns_(units_ ? &*units_ : nullptr, public_edition) {
    to_degrees_.emplace(Crs(risk.record.crs_wkt.empty() ? risk.record.crs : risk.record.crs_wkt),
                        Crs("EPSG:4326"));
    const auto own = risk.record.value_used<double>("engine.required_width_m");
    engine_m_ = own ? *own : io::vehicle_named(risk.record.engine).required_width_m();
    engine_column_ = "verdict_" + risk.record.engine;
  }

  std::vector<CheckSheet> list() {
    const auto buildings = table("building_risk");
    if (buildings) count_ways(*buildings);
    if (const auto lanes = table("fire_lanes")) add_lanes(*lanes);
    if (buildings) add_buildings(*buildings);
    if (const auto hydrants = table("hydrant_reach")) add_hydrants(*hydrants);
    if (const auto health = table("data_health")) add_defects(*health);
    std::vector<CheckSheet> sheets = towns_.take();
    for (CheckSheet& sheet : sheets) {
      std::sort(sheet.items.begin(), sheet.items.end(), [](const auto& a, const auto& b) {
        if (a.score() != b.score()) return a.score() > b.score();
        if (a.impact != b.impact) return a.impact > b.impact;
        if (a.chance != b.chance) return a.chance > b.chance;
        return a.key < b.key;
      });
    }
    // An empty list of "outside all units" tells nothing.
    if (sheets.size() > 1 && sheets.back().items.empty()) sheets.pop_back();
    return sheets;
  }

 private:
  std::optional<FeatureTable> table(std::string_view name) const {
    if (!risk_.has_table(name)) return std::nullopt;
    return risk_.read_table(name, job_);
  }

  void add(CheckItem item, std::optional<Xy> at) {
    item.priority = item.score() >= 10 ? 1 : item.score() >= 1 ? 2 : 3;
    if (at) {
      const Xy there{at->x_m + risk_.record.origin_x_m, at->y_m + risk_.record.origin_y_m};
      const Xy degrees = (*to_degrees_)(there);
      item.at = there;
      if (std::isfinite(degrees.x_m) && std::isfinite(degrees.y_m))
        item.place_deg = LonLat{degrees.x_m, degrees.y_m};
    }
    towns_.add(std::move(item), at);
  }

  /// How many ways in are narrowest on each lane.
  void count_ways(const FeatureTable& buildings) {
    for (std::size_t b = 0; b < buildings.rows(); ++b)
      if (const auto lane = word_or_empty(buildings, "way_in_lane_id", b); !lane.empty())
        ++ways_[std::string(lane)];
  }

  void read_pinches() {
    const auto pinches = table("pinch_points");
    if (!pinches) return;
    for (std::size_t p = 0; p < pinches->rows(); ++p) {
      Pinch pinch;
      pinch.station_m = number_in(*pinches, "station_m", p).value_or(0);
      pinch.left = word_or_empty(*pinches, "left_obstacle", p);
      pinch.right = word_or_empty(*pinches, "right_obstacle", p);
      const auto points = pinches->shapes.feature_points(p);
      if (!points.empty()) pinch.at = points.front();
      pinches_.emplace(std::string(word_or_empty(*pinches, "lane_id", p)), std::move(pinch));
    }
  }

  void add_lanes(const FeatureTable& lanes) {
    read_pinches();
    for (std::size_t row = 0; row < lanes.rows(); ++row) {
      const auto verdict = word_or_empty(lanes, "verdict", row);
      const auto engine = word_or_empty(lanes, engine_column_, row);
      if (!open(verdict) && !open(engine)) continue;
      const std::string id(word_or_empty(lanes, "lane_id", row));
      const auto reason = word_or_empty(lanes, "reason_code", row);
      CheckItem item;
      item.key = {CheckSubject::lane, id, std::string(check_field::lane_width)};
      item.kind = text("fire lane");
      item.value_m = number_in(lanes, "clear_width_m", row);
      const auto rule = word_in(lanes, "rule_key", row).value_or("lanes.clear_width_m");
      item.limit_m = open(verdict) ? risk_.record.value_used<double>(rule).value_or(4) : engine_m_;
      if (reason == "passage_height") {
        item.key.field = check_field::lane_height;
        item.value_m = number_in(lanes, "clear_height_m", row);
        item.limit_m = risk_.record.value_used<double>("lanes.clear_height_m").value_or(4);
      }
      item.what = open(verdict) ? lane_task(reason, *item.limit_m, by_default(rule))
                                : engine_task(engine_m_);
      item.chance = chance_of(lanes, row, open(verdict) ? verdict : engine, *item.limit_m);
      if (!item.value_m) item.value_words = text("to be verified");
      const auto ways = ways_.find(id);
      item.impact = ways == ways_.end() ? 0 : static_cast<double>(ways->second);
      listed_.insert(id);

      std::string name(word_or_empty(lanes, "name", row));
      if (name.empty()) name = text("lane {}", id);
      const auto line = lanes.shapes.feature_points(row);
      std::optional<Xy> at;
      if (line.size() > 1) at = point_along(line, line_length_m(line) / 2);
      const auto pinch = pinches_.find(id);
      if (pinch != pinches_.end() && pinch->second.left.empty()) {
        item.place = text("{}, {:.0f} m from its start", name, pinch->second.station_m);
        at = pinch->second.at;
      } else if (pinch != pinches_.end()) {
        item.place = text("{}, {:.0f} m from its start, between {} and {}", name,
                          pinch->second.station_m, thing_words(pinch->second.left, language()),
                          thing_words(pinch->second.right, language()));
        at = pinch->second.at;
      } else {
        item.place = name;
      }
      add(std::move(item), at);
    }
  }

  /// True where the profile sets no value.
  bool by_default(std::string_view key) const {
    const UsedParameter* used = risk_.record.parameter(key);
    return used != nullptr && used->value.given_by == "default";
  }

  static double chance_of(const FeatureTable& lanes, std::size_t row, std::string_view verdict,
                          double limit_m) {
    if (verdict != "marginal") return chance_unknown;
    const auto width = number_in(lanes, "clear_width_m", row);
    const auto band = number_in(lanes, "band_width_m", row);
    const auto sigma = number_in(lanes, "width_sigma_m", row);
    if (!width) return chance_unknown;
    // Wide enough, but not in a straight line, or declared narrower: no question of accuracy.
    const auto reason = word_or_empty(lanes, "reason_code", row);
    if (reason == "declared_narrower" || reason == "walled_unclear") return chance_unknown;
    if (*width >= limit_m && band && *band < limit_m) return chance_unknown;
    if (!sigma) return chance_unknown;
    return chance_below(*width < limit_m ? *width : band.value_or(*width), limit_m, *sigma);
  }

  void add_buildings(const FeatureTable& buildings) {
    const double radius = risk_.record.value_used<double>("hydrants.radius_m").value_or(150);
    const bool whole =
        risk_.record.value_used<std::string>("hydrants.rule").value_or("all") == "all";
    for (std::size_t row = 0; row < buildings.rows(); ++row) {
      const std::string id(word_or_empty(buildings, "building_id", row));
      std::string place(word_or_empty(buildings, "name", row));
      place = place.empty() ? text("building {}", id) : text("{} (building {})", place, id);
      std::optional<Xy> at;
      if (!buildings.shapes.boxes[row].empty()) at = interior_point(buildings.shapes, row);
      if (const auto verdict = word_or_empty(buildings, "hydrant_verdict", row); open(verdict)) {
        CheckItem item;
        item.key = {CheckSubject::building, id, std::string(check_field::hydrant_distance)};
        item.kind = text("hydrant protection");
        item.place = place;
        const auto nearest_m = number_in(buildings, "nearest_hydrant_m", row);
        const auto reason = word_or_empty(buildings, "reason_code", row);
        const auto share = number_in(buildings, "covered_share", row);
        if (!whole)
          item.value_m = nearest_m;
        else if (share && reason != "route_not_computed")
          item.value_words = text("{} % of its facade in reach as drawn", facade_per_cent(*share));
        if (!item.value_m && item.value_words.empty()) item.value_words = text("to be verified");
        item.limit_m = radius;
        item.what = hydrant_task(word_or_empty(buildings, "nearest_hydrant_id", row), radius,
                                 reason, whole);
        item.impact = 1;
        const bool within = whole ? word_or_empty(buildings, "coverage", row) == "full"
                                  : nearest_m.value_or(radius + 1) <= radius;
        item.chance = verdict == "unknown" ? chance_unknown
                      : within             ? chance_as_drawn_within
                                           : chance_as_drawn_beyond;
        add(std::move(item), at);
      }
      const auto lane = word_or_empty(buildings, "way_in_lane_id", row);
      if (word_or_empty(buildings, "cut_off", row) != "unknown" ||
          listed_.contains(std::string(lane)))
        continue;
      CheckItem item;
      item.key = {CheckSubject::building, id, std::string(check_field::way_in_width)};
      item.kind = text("way in");
      item.place = place;
      item.value_m = number_in(buildings, "way_in_width_m", row);
      if (!item.value_m) item.value_words = text("to be verified");
      item.limit_m = engine_m_;
      item.what = way_in_task(engine_m_);
      item.impact = 1;
      item.chance = chance_unknown;
      add(std::move(item), at);
    }
  }

  void add_hydrants(const FeatureTable& hydrants) {
    for (std::size_t row = 0; row < hydrants.rows(); ++row) {
      const bool unknown = word_or_empty(hydrants, "verdict", row) == "unknown";
      const bool assumed = word_or_empty(hydrants, "status_basis", row) == "default";
      const bool doubtful = number_in(hydrants, "doubtful_position", row).value_or(0) != 0;
      const bool duplicate = word_or_empty(hydrants, "reason_code", row) == "duplicate";
      if (duplicate || (!unknown && !assumed && !doubtful)) continue;
      const std::string id(word_or_empty(hydrants, "hydrant_id", row));
      CheckItem item;
      item.key = {CheckSubject::hydrant, id, std::string(check_field::hydrant_status)};
      item.kind = text("hydrant");
      const std::string_view address = word_or_empty(hydrants, "address", row);
      item.place = address.empty() ? text("hydrant {}", id) : text("{} (hydrant {})", address, id);
      item.value_words = assumed
                             ? text("not recorded, taken as working")
                             : std::string(code_word(
                                   "status", word_or_empty(hydrants, "status", row), language()));
      item.what = hydrant_state_task(doubtful);
      item.impact = number_in(hydrants, "sole_source_buildings", row).value_or(0);
      item.chance = unknown || doubtful ? chance_unknown : chance_state_not_recorded;
      const auto points = hydrants.shapes.feature_points(row);
      add(std::move(item), points.empty() ? std::nullopt : std::optional(points.front()));
    }
  }

  /// Defects that somebody has looked at already need no second look.
  std::set<CheckKey> looked_at() const {
    std::set<CheckKey> keys;
    const auto checks = table("field_checks");
    for (std::size_t row = 0; checks && row < checks->rows(); ++row)
      if (word_or_empty(*checks, "subject", row) == "data" &&
          word_or_empty(*checks, "found", row) != "unclear")
        keys.insert({CheckSubject::data, std::string(word_or_empty(*checks, "thing_id", row)),
                     std::string(word_or_empty(*checks, "field", row))});
    return keys;
  }

  void add_defects(const FeatureTable& health) {
    const std::set<CheckKey> done = looked_at();
    for (std::size_t row = 0; row < health.rows(); ++row) {
      const auto points = health.shapes.feature_points(row);
      const std::string_view record = word_or_empty(health, "feature", row);
      const auto kind = word_or_empty(health, "kind", row);
      const bool matters =
          word_or_empty(health, "severity", row) == "serious" || kind == "isolated_road";
      if (!matters || record.empty()) continue;
      CheckItem item;
      item.key = {CheckSubject::data,
                  fmt::format("{}#{}", word_or_empty(health, "layer", row), record),
                  std::string(kind)};
      if (done.contains(item.key)) continue;
      item.kind = text("data");
      item.place = text("{}, record {}", word_or_empty(health, "layer", row), record);
      item.value_words = word_or_empty(health, "detail", row);
      item.what = defect_task(kind);
      item.chance = chance_unknown;
      // Records that could not be placed are asked about too: somebody knows where they stand.
      add(std::move(item), points.empty() ? std::nullopt : std::optional(points.front()));
    }
  }

  struct Pinch {
    double station_m = 0;
    std::string left, right;
    Xy at;
  };

  const io::RiskFile& risk_;
  const Job& job_;
  std::optional<FeatureTable> units_;
  Towns towns_;
  std::optional<Transform> to_degrees_;
  double engine_m_ = 0;
  std::string engine_column_;
  std::unordered_map<std::string, std::size_t> ways_;
  std::unordered_set<std::string> listed_;  ///< lanes
  std::unordered_map<std::string, Pinch> pinches_;
};

}  // namespace

CheckList check_list(const io::RiskFile& risk, bool public_edition, const Job& job) {
  CheckList list;
  list.title = risk.record.title;
  list.crs = risk.record.crs;
  list.date = risk.record.made_utc.substr(0, 10);
  list.public_edition = public_edition || risk.record.public_edition;
  list.sheets = Listing(risk, list.public_edition, job).list();
  return list;
}

}  // namespace firebreak
