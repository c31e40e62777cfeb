#include "core/session/schedule_hydrants.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/analysis/source_rule.hpp"
#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/geo/crs.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/model/code_words.hpp"
#include "core/session/schedule_cells.hpp"
#include "core/session/schedule_parts.hpp"

namespace firebreak {

namespace {

using Cells = ScheduleCells;
using Fill = ScheduleFill;

constexpr double furthest_street_m = 100;

/// Streets that have a name, from the lanes of a result.
class Streets {
 public:
  explicit Streets(std::optional<FeatureTable> lanes) : lanes_(std::move(lanes)) {
    if (lanes_) index_ = SpatialIndex(lanes_->shapes.boxes);
  }
  /// "near Marktstraße"; empty if none is near.
  std::string near(Xy at) const {
    if (!lanes_) return {};
    double best2 = furthest_street_m * furthest_street_m;
    std::string_view best;
    index_.nearest(Box{at, at}, best2, [&](std::uint32_t lane, double) {
      const std::string_view name = word_or_empty(*lanes_, "name", lane);
      if (name.empty()) return best2;
      const double d2 = boundary_distance2_m2(lanes_->shapes, lane, at);
      if (d2 < best2 || (d2 == best2 && (best.empty() || name < best))) best2 = d2, best = name;
      return best2;
    });
    return best.empty() ? std::string() : text("near {}", best);
  }

 private:
  std::optional<FeatureTable> lanes_;
  SpatialIndex index_;
};

/// Which buildings lie within the radius of the rule, whether the hydrant works or not.
class Buildings {
 public:
  Buildings(std::optional<FeatureTable> buildings, double radius_m)
      : buildings_(std::move(buildings)), radius_m_(radius_m) {
    if (buildings_) index_ = SpatialIndex(buildings_->shapes.boxes);
  }
  std::optional<double> within(Xy hydrant) const {
    if (!buildings_ || radius_m_ <= 0) return std::nullopt;
    double count = 0;
    index_.in_box(Box{hydrant, hydrant}.grown(radius_m_), [&](std::uint32_t b) {
      count += distance_m(buildings_->shapes, b, hydrant) <= radius_m_;
    });
    return count;
  }

 private:
  std::optional<FeatureTable> buildings_;
  double radius_m_;
  SpatialIndex index_;
};

std::string word_in_cell(const FeatureTable& table, std::string_view column, std::size_t row) {
  return std::string(code_word(column, word_or_empty(table, column, row), language()));
}

std::string form_words(const FeatureTable& hydrants, std::size_t h) {
  if (word_or_empty(hydrants, "kind", h) != "hydrant") return word_in_cell(hydrants, "kind", h);
  const auto below = number_in(hydrants, "below_ground", h);
  if (!below) return text("to be verified");
  return *below != 0 ? text("underground") : text("above ground");
}

/// 1 if its repair keeps ten buildings or more from failing, 2 with any, 3 without; nothing where
/// the gain is not known.
ScheduleCell priority_of(std::optional<double> gain) {
  if (!gain) return {};
  return *gain >= 10 ? 1.0 : *gain >= 1 ? 2.0 : 3.0;
}

}  // namespace

class HydrantSchedules::Maker {
 public:
  Maker(const io::RiskFile& risk, const UnitTree& units, bool by_town, const Job& job)
      : risk_(risk),
        by_town_(by_town),
        job_(job),
        units_(units),
        streets_(table("fire_lanes")),
        hydrants_(table("hydrant_reach")),
        buildings_(table("building_risk"),
                   risk.record.value_used<double>("hydrants.radius_m").value_or(0)),
        to_degrees_(Crs(risk.record.crs_wkt.empty() ? risk.record.crs : risk.record.crs_wkt),
                    Crs("EPSG:4326")) {
    if (!hydrants_)
      throw Error(ErrorKind::file,
                  "{}: the result holds no hydrants with the buildings they serve. Assess the city "
                  "with its hydrants and buildings first.",
                  risk.record.title);
  }

  std::vector<ScheduleSheet> as_they_are() const {
    return parted(hydrant_sheet(), hydrant_rows(), units_, by_town_);
  }
  std::vector<ScheduleSheet> to_be_repaired() const {
    return parted(repair_sheet(), repair_rows(), units_, by_town_);
  }

 private:
  using Row = ScheduleRow;

  std::optional<FeatureTable> table(std::string_view name) const {
    if (!risk_.has_table(name)) return std::nullopt;
    return risk_.read_table(name, job_);
  }

  Xy place(std::size_t h) const { return hydrants_->shapes.feature_points(h)[0]; }
  double figure_of(std::string_view name) const {
    for (const KeyFigure& figure : risk_.record.figures)
      if (figure.name == name) return figure.value;
    return 0;
  }
  /// As the ledger says it; else by the street.
  ScheduleCell where(std::size_t h) const {
    if (const auto address = word_or_empty(*hydrants_, "address", h); !address.empty())
      return std::string(address);
    const std::string near = streets_.near(place(h));
    return near.empty() ? text("to be verified") : near;
  }
  /// What the ledger says beside, or a column to be filled by hand where it says nothing at all.
  ScheduleColumn fact_column(std::string title, double width, const char* fact) const {
    return {std::move(title), width, hydrants_->column(fact) != nullptr ? Fill::words : Fill::blank,
            false};
  }
  /// The unit that it stands in; outside all of them what its ledger says.
  ScheduleCell unit_or_fact(std::string_view unit, const char* name, std::size_t h) const {
    return unit.empty() ? fact(name, h) : words_or_nothing(unit);
  }
  ScheduleCell fact(const char* name, std::size_t h) const {
    return words_or_nothing(word_or_empty(*hydrants_, name, h));
  }
  static std::optional<std::size_t> town_of(const std::vector<std::size_t>& chain) {
    return chain.empty() ? std::nullopt : std::optional(chain.front());
  }
  std::string unit_name(const std::vector<std::size_t>& chain, std::size_t level) const {
    return chain.size() > level ? units_.name(chain[level]) : std::string();
  }
  void add_coordinates(std::size_t h, Cells& cells) const {
    const Xy there = place(h) + Xy{risk_.record.origin_x_m, risk_.record.origin_y_m};
    const Xy degrees = to_degrees_(there);
    const bool known = std::isfinite(degrees.x_m) && std::isfinite(degrees.y_m);
    const auto rounded = [](double v, double steps) { return std::round(steps * v) / steps; };
    cells.push_back(known ? ScheduleCell{rounded(degrees.x_m, 1e6)} : ScheduleCell{});
    cells.push_back(known ? ScheduleCell{rounded(degrees.y_m, 1e6)} : ScheduleCell{});
    if (risk_.record.public_edition) return;
    cells.emplace_back(rounded(there.x_m, 100));
    cells.emplace_back(rounded(there.y_m, 100));
  }
  void add_coordinate_columns(ScheduleSheet& sheet) const {
    sheet.columns.push_back({text("Longitude"), 11, Fill::degrees, false});
    sheet.columns.push_back({text("Latitude"), 10, Fill::degrees, false});
    if (risk_.record.public_edition) return;
    sheet.columns.push_back({text("East (m)"), 12, Fill::coordinate, false});
    sheet.columns.push_back({text("North (m)"), 12, Fill::coordinate, false});
  }

  ScheduleCell remark(std::size_t h) const {
    std::string words;
    const auto add = [&](const std::string& said) { words += (words.empty() ? "" : "; ") + said; };
    if (word_or_empty(*hydrants_, "status_basis", h) == "default")
      add(text("state not recorded, taken as working"));
    if (word_or_empty(*hydrants_, "main_basis", h) == "imputed")
      add(text("layout or diameter as of the nearest main drawn"));
    if (is_private(h)) add(text("private, not counted on the streets"));
    return words_or_nothing(words);
  }
  bool is_private(std::size_t h) const {
    return word_or_empty(*hydrants_, "owner", h) == "private";
  }
  /// Said of what its owner has to repair, not the water company.
  ScheduleCell whose(std::size_t h) const {
    return is_private(h) ? text("private, not counted on the streets") : ScheduleCell{};
  }

  bool gives_too_little(std::size_t h) const {
    return too_little(*hydrants_, h, risk_.record).of != TooLittle::Of::nothing;
  }
  /// Its state or what it gives too little of, and what the ledger says is wrong with it.
  ScheduleCell fault_of(std::size_t h) const {
    const std::string state =
        word_in_cell(*hydrants_, gives_too_little(h) ? "reason_code" : "status", h);
    const std::string_view problem = word_or_empty(*hydrants_, "problem", h);
    return problem.empty() || problem == state ? state : text("{}: {}", state, problem);
  }

  ScheduleSheet hydrant_sheet() const;
  std::vector<Row> hydrant_rows() const;
  ScheduleSheet repair_sheet() const;
  std::vector<Row> repair_rows() const;

  const io::RiskFile& risk_;
  bool by_town_;
  const Job& job_;
  const UnitTree& units_;
  Streets streets_;
  std::optional<FeatureTable> hydrants_;
  Buildings buildings_;
  Transform to_degrees_;
};

ScheduleSheet HydrantSchedules::Maker::hydrant_sheet() const {
  ScheduleSheet sheet;
  sheet.number = 1;
  sheet.title = text("Municipal hydrants as they are");
  if (const double aside = figure_of("hydrants_set_aside"); aside > 0)
    sheet.note = text("{:.0f} records without a usable place are not in the list", aside);
  sheet.columns = {{text("Hydrant no."), 14, Fill::words, false},
                   {text("Town"), 10, Fill::words, false},
                   {text("Community"), 12, Fill::words, false},
                   {text("Place (street, where along it)"), 16, Fill::words, false},
                   {text("Form"), 9, Fill::words, false},
                   {text("Diameter DN (mm)"), 8, Fill::whole, false},
                   {text("Main (ring/branch)"), 8, Fill::words, false},
                   {text("Pressure (MPa)"), 8, Fill::hundredths, false},
                   {text("Flow (L/s)"), 7, Fill::tenths, false},
                   {text("State"), 8, Fill::words, false},
                   fact_column(text("Fault"), 12, "problem"),
                   fact_column(text("Water company"), 12, "keeper"),
                   fact_column(text("Year built"), 10, "built"),
                   fact_column(text("Last checked"), 10, "checked"),
                   {text("Buildings served"), 8, Fill::whole, false},
                   {text("Buildings with no other hydrant (number)"), 9, Fill::whole, true},
                   {text("Distance to the next hydrant (m)"), 9, Fill::tenths, false}};
  add_coordinate_columns(sheet);
  sheet.columns.push_back(fact_column(text("Photo no."), 8, "photo"));
  sheet.columns.push_back({text("Remarks"), 12, Fill::words, false});
  return sheet;
}

std::vector<HydrantSchedules::Maker::Row> HydrantSchedules::Maker::hydrant_rows() const {
  std::vector<Row> rows;
  const FeatureTable& h = *hydrants_;
  for (std::size_t row = 0; row < h.rows(); ++row) {
    if (row % 1024 == 0) job_.check();
    if (word_or_empty(h, "reason_code", row) == "duplicate") continue;
    const auto chain = units_.chain_at(place(row));
    Cells cells{std::string(word_or_empty(h, "hydrant_id", row)),
                unit_or_fact(unit_name(chain, 0), "unit", row),
                unit_or_fact(unit_name(chain, 1), "village", row),
                where(row),
                form_words(h, row),
                number_wanted(h, "main_mm", row),
                word_or_empty(h, "main_layout", row).empty()
                    ? ScheduleCell{text("to be verified")}
                    : ScheduleCell{word_in_cell(h, "main_layout", row)},
                number_wanted(h, "pressure_mpa", row),
                number_wanted(h, "flow_lps", row),
                word_in_cell(h, "status", row),
                fact("problem", row),
                fact("keeper", row),
                fact("built", row),
                fact("checked", row),
                number(h, "buildings_served", row),
                number(h, "sole_source_buildings", row),
                number(h, "spacing_m", row)};
    add_coordinates(row, cells);
    cells.push_back(fact("photo", row));
    cells.push_back(remark(row));
    rows.push_back({town_of(chain), std::move(cells)});
  }
  return rows;
}

ScheduleSheet HydrantSchedules::Maker::repair_sheet() const {
  ScheduleSheet sheet;
  sheet.number = 3;
  sheet.title = text("Municipal hydrants to be repaired or cleared");
  if (const auto all = figure_of("repair_all_buildings"); !by_town_ && all > 0)
    sheet.note =
        text(for_count(all, tr_key("all of them together keep {:.0f} building from failing"),
                       tr_key("all of them together keep {:.0f} buildings from failing")),
             all);
  const auto enough = figure_of("repair_enough"), equal = figure_of("repair_equals_new");
  if (!sheet.note.empty() && enough > 0 && equal > 0)
    sheet.note += (language() == Language::zh ? "；" : "; ") +
                  text(
                      "estimate: {:.0f} of them suffice and do as much as building {:.0f} on "
                      "streets",
                      enough, equal);
  sheet.columns = {{text("Hydrant no."), 14, Fill::words, false},
                   {text("Town"), 10, Fill::words, false},
                   {text("Place"), 18, Fill::words, false},
                   {text("Kind of fault (no water, low pressure, rusted, broken, parts missing, "
                         "buried, hidden, lost)"),
                    14, Fill::words, false},
                   {text("Out of order since"), 10, Fill::blank, false},
                   {text("Buildings in its radius"), 9, Fill::whole, false},
                   // No sum: what several give back would be counted more than once.
                   {text("Buildings that its repair keeps from failing"), 9, Fill::whole, false},
                   {text("Priority"), 7, Fill::whole, false},
                   {text("Repaired by"), 12, Fill::blank, false},
                   {text("To be done by"), 10, Fill::blank, false},
                   {text("State"), 10, Fill::words, false},
                   fact_column(text("Photo"), 8, "photo")};
  add_coordinate_columns(sheet);
  sheet.columns.push_back({text("Remarks"), 12, Fill::words, false});
  return sheet;
}

std::vector<HydrantSchedules::Maker::Row> HydrantSchedules::Maker::repair_rows() const {
  const FeatureTable& h = *hydrants_;
  std::vector<std::size_t> broken;
  for (std::size_t row = 0; row < h.rows(); ++row) {
    const std::string_view status = word_or_empty(h, "status", row);
    const bool out =
        status == "defective" || status == "no_water" || status == "blocked" || status == "missing";
    if ((out && word_or_empty(h, "reason_code", row) != "duplicate") || gives_too_little(row))
      broken.push_back(row);
  }
  const auto gain = [&](std::size_t row) {
    return number_in(h, "repair_buildings", row).value_or(0);
  };
  const auto served = [&](std::size_t row) { return buildings_.within(place(row)).value_or(0); };
  std::stable_sort(broken.begin(), broken.end(), [&](std::size_t a, std::size_t b) {
    if (gain(a) != gain(b)) return gain(a) > gain(b);
    if (served(a) != served(b)) return served(a) > served(b);
    return word_or_empty(h, "hydrant_id", a) < word_or_empty(h, "hydrant_id", b);
  });
  std::vector<Row> rows;
  for (const std::size_t row : broken) {
    const auto chain = units_.chain_at(place(row));
    Cells cells{std::string(word_or_empty(h, "hydrant_id", row)),
                unit_or_fact(unit_name(chain, 0), "unit", row),
                where(row),
                fault_of(row),
                ScheduleCell{},
                served(row),
                number(h, "repair_buildings", row),
                priority_of(number_in(h, "repair_buildings", row)),
                ScheduleCell{},
                ScheduleCell{},
                text("to be repaired"),
                fact("photo", row)};
    add_coordinates(row, cells);
    cells.push_back(whose(row));
    rows.push_back({town_of(chain), std::move(cells)});
  }
  return rows;
}

HydrantSchedules::HydrantSchedules(const io::RiskFile& risk, const UnitTree& units, bool by_town,
                                   const Job& job)
    : maker_(std::make_unique<Maker>(risk, units, by_town, job)) {}
HydrantSchedules::~HydrantSchedules() = default;

std::vector<ScheduleSheet> HydrantSchedules::as_they_are() const {
  return maker_->as_they_are();
}

std::vector<ScheduleSheet> HydrantSchedules::to_be_repaired() const {
  return maker_->to_be_repaired();
}

}  // namespace firebreak
