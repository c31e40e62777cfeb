#include "core/session/schedule_lanes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/io/ledger_tables.hpp"
#include "core/model/code_words.hpp"
#include "core/session/schedule_parts.hpp"

namespace firebreak {

namespace {

using Fill = ScheduleFill;
using Cells = ScheduleCells;

/// What the ledger calls one of its codes.
std::string ledger_words(std::string_view column, std::string_view code) {
  static const io::Ledger ledger = io::empty_ledger();
  if (const auto at = ledger.findings.find(column))
    for (const io::CodeWord& known : ledger.findings.about.columns[*at].codes)
      if (known.code == code) return std::string(translate(known.words));
  return std::string(code);
}

std::string to_be_verified() {
  return text("to be verified");
}

/// What a finding of a lane rests on in the other tables.
struct FoundAt {
  std::optional<std::size_t> lane;   ///< row of `fire_lanes`
  std::optional<std::size_t> pinch;  ///< row of `pinch_points`
};

}  // namespace

class LaneSchedules::Maker {
 public:
  Maker(const io::RiskFile& risk, const UnitTree& units, bool by_town, const Job& job)
      : units_(units), by_town_(by_town) {
    if (!risk.has_table("fire_lanes"))
      throw Error(
          ErrorKind::file,
          "{}: the result holds no fire lanes, of which tables 5 and 6 are made. Assess the "
          "city with its roads and buildings first.",
          risk.record.title);
    lanes_ = risk.read_table("fire_lanes", job);
    if (risk.has_table("pinch_points")) pinches_ = risk.read_table("pinch_points", job);
    if (risk.has_table("findings")) findings_ = risk.read_table("findings", job);
    index_ = SpatialIndex(lanes_.shapes.boxes);
    find_places();
  }

  std::vector<ScheduleSheet> to_be_cleared() const {
    return parted(finding_sheet(), finding_rows(), units_, by_town_);
  }
  std::vector<ScheduleSheet> as_they_are() const {
    return parted(lane_sheet(), lane_rows(), units_, by_town_);
  }

 private:
  /// By the keys that findings bear: of a pinch point its own, of a lane without one that of the
  /// lane and the reason.
  void find_places() {
    std::map<std::string, std::size_t, std::less<>> lane_of;
    for (std::size_t row = 0; row < lanes_.rows(); ++row) {
      const std::string id(word_or_empty(lanes_, "lane_id", row));
      lane_of.emplace(id, row);
      StableHash hash;
      hash.add(id);
      hash.add(word_or_empty(lanes_, "reason_code", row));
      places_[hash.id("lane_")].lane = row;
    }
    for (std::size_t row = 0; row < pinches_.rows(); ++row) {
      FoundAt& at = places_[std::string(word_or_empty(pinches_, "pinch_id", row))];
      at.pinch = row;
      if (const auto lane = lane_of.find(word_or_empty(pinches_, "lane_id", row));
          lane != lane_of.end())
        at.lane = lane->second;
    }
  }

  std::string lane_name(std::size_t lane) const {
    const std::string_view name = word_or_empty(lanes_, "name", lane);
    return std::string(name.empty() ? word_or_empty(lanes_, "lane_id", lane) : name);
  }
  /// The other street that a lane meets at a place; what nobody named is its end.
  std::string street_at(std::size_t lane, Xy at) const {
    constexpr double same_place_m = 0.5;
    const std::string_view own = word_or_empty(lanes_, "name", lane);
    std::string_view best;
    index_.in_box(Box{at, at}.grown(same_place_m), [&](std::uint32_t other) {
      const std::string_view name = word_or_empty(lanes_, "name", other);
      if (name.empty() || name == own || (!best.empty() && best <= name)) return;
      if (boundary_distance2_m2(lanes_.shapes, other, at) <= same_place_m * same_place_m)
        best = name;
    });
    return best.empty() ? text("end of the lane") : std::string(best);
  }
  std::string from_to(std::size_t lane) const {
    const auto line = lanes_.shapes.feature_points(lane);
    return street_at(lane, line.front()) + "—" + street_at(lane, line.back());
  }
  Xy middle(std::size_t lane) const {
    const auto line = lanes_.shapes.feature_points(lane);
    return point_along(line, line_length_m(line) / 2);
  }

  ScheduleSheet finding_sheet() const;
  std::vector<ScheduleRow> finding_rows() const;
  Cells finding_cells(std::size_t row) const;
  ScheduleSheet lane_sheet() const;
  std::vector<ScheduleRow> lane_rows() const;
  Cells lane_cells(std::size_t row, std::string unit) const;

  std::string obstacles_of(const FoundAt& at) const;
  std::string nature_of(const FoundAt& at) const;
  std::string detour_words(const FoundAt& at) const;
  const UnitTree& units_;
  bool by_town_;
  FeatureTable lanes_, pinches_, findings_;
  SpatialIndex index_;
  std::map<std::string, FoundAt, std::less<>> places_;
};

ScheduleSheet LaneSchedules::Maker::finding_sheet() const {
  ScheduleSheet sheet;
  sheet.number = 5;
  sheet.title = text("Fire lanes to be put right");
  sheet.columns = {{text("Finding no."), 16, Fill::words, false},
                   {text("Town"), 10, Fill::words, false},
                   {text("Community/compound"), 12, Fill::words, false},
                   {text("Street (lane)"), 12, Fill::words, false},
                   {text("From, to"), 14, Fill::words, false},
                   {text("Place of the narrowing"), 16, Fill::words, false},
                   {text("Clear width measured at the narrowest (m)"), 9, Fill::hundredths, false},
                   {text("Clear height (m)"), 8, Fill::hundredths, false},
                   {text("Wanted by the rule (m)"), 8, Fill::tenths, false},
                   {text("Obstacle"), 16, Fill::words, false},
                   {text("Nature of the obstacle (movable/fixed/built illegally/parking)"), 10,
                    Fill::words, false},
                   {text("Certainty (suspected/verified)"), 9, Fill::words, false},
                   {text("Buildings affected (number)/people/key sites"), 11, Fill::words, false},
                   {text("Time lost by the way round (min)"), 8, Fill::words, false},
                   {text("Measure against it"), 16, Fill::words, false},
                   {text("Type of measure"), 9, Fill::words, false},
                   {text("Estimate (10,000 CNY)"), 8, Fill::tenths, true},
                   {text("Unit responsible"), 12, Fill::words, false},
                   {text("Person responsible"), 9, Fill::words, false},
                   {text("Department in charge"), 12, Fill::words, false},
                   {text("To be put right by"), 10, Fill::words, false},
                   {text("State"), 9, Fill::words, false},
                   {text("Closed on"), 10, Fill::words, false},
                   {text("Photo before"), 9, Fill::words, false},
                   {text("Photo after"), 9, Fill::words, false},
                   {text("Clause it rests on"), 16, Fill::words, false},
                   {text("Remarks"), 16, Fill::words, false}};
  return sheet;
}

std::string LaneSchedules::Maker::obstacles_of(const FoundAt& at) const {
  if (!at.pinch) return {};
  std::string words;
  for (const char* side : {"left_obstacle", "right_obstacle"}) {
    const std::string_view thing = word_or_empty(pinches_, side, *at.pinch);
    if (thing.empty() || thing == "open") continue;
    words += (words.empty() ? "" : "—") + thing_words(thing, language());
  }
  return words;
}

std::string LaneSchedules::Maker::nature_of(const FoundAt& at) const {
  if (!at.pinch) return to_be_verified();
  const auto either = [&](std::string_view kind) {
    return word_or_empty(pinches_, "left_obstacle", *at.pinch).starts_with(kind) ||
           word_or_empty(pinches_, "right_obstacle", *at.pinch).starts_with(kind);
  };
  if (either("parked")) return text("parked vehicles");
  // Awnings and sheds are recorded so too: whether they were permitted is told on site.
  if (either("extension")) return text("built illegally, to be verified");
  const std::string_view cause = word_or_empty(pinches_, "cause", *at.pinch);
  if (cause == "removable") return text("movable");
  return cause.empty() ? to_be_verified() : text("fixed");
}

/// The longest detour that the lane makes, in minutes; whether it makes one at all nobody knows
/// where none was reckoned.
std::string LaneSchedules::Maker::detour_words(const FoundAt& at) const {
  const auto detour_s = at.lane ? number_in(lanes_, "detour_s", *at.lane) : std::nullopt;
  return detour_s ? fmt::format("{:.1f}", *detour_s / 60) : to_be_verified();
}

ScheduleCells LaneSchedules::Maker::finding_cells(std::size_t row) const {
  const FeatureTable& f = findings_;
  const auto word = [&](std::string_view column) { return word_or_empty(f, column, row); };
  const auto typed = [&](std::string_view column) { return words_or_nothing(word(column)); };
  const auto coded = [&](std::string_view column) {
    return words_or_nothing(word(column).empty() ? std::string()
                                                 : ledger_words(column, word(column)));
  };
  const auto found = places_.find(word("place_key"));
  const FoundAt at = found == places_.end() ? FoundAt{} : found->second;
  const bool low = at.lane && word_or_empty(lanes_, "reason_code", *at.lane) == "too_low";
  const auto count = [&](std::string_view column) {
    const auto value = number_in(f, column, row);
    return value ? fmt::format("{:.0f}", *value) : std::string("—");
  };
  std::string place(word("place"));
  if (at.pinch && at.lane)
    place = text("{0}, {1:.0f} m from its beginning", lane_name(*at.lane),
                 number_in(pinches_, "station_m", *at.pinch).value_or(0));
  const std::string obstacles = obstacles_of(at);
  return {typed("finding_id"),
          typed("unit_l1"),
          typed("unit_l2"),
          at.lane ? ScheduleCell{lane_name(*at.lane)} : typed("place"),
          at.lane ? ScheduleCell{from_to(*at.lane)} : ScheduleCell{to_be_verified()},
          words_or_nothing(place),
          low ? ScheduleCell{} : number_wanted(f, "measured", row),
          low       ? number_wanted(f, "measured", row)
          : at.lane ? number(lanes_, "clear_height_m", *at.lane)
                    : ScheduleCell{},
          number(f, "limit", row),
          obstacles.empty() ? ScheduleCell{to_be_verified()} : ScheduleCell{obstacles},
          nature_of(at),
          coded("confidence"),
          count("impact_buildings") + "/" + count("impact_people") + "/" + count("impact_sites"),
          detour_words(at),
          words_or_nothing(translate(word("measure"))),
          coded("measure_type"),
          number(f, "cost_wan", row),
          typed("owner"),
          typed("leader"),
          typed("department"),
          typed("due"),
          coded("state"),
          typed("closed_on"),
          typed("photo_before"),
          typed("photo_after"),
          typed("clause"),
          at.lane ? words_or_nothing(word_or_empty(lanes_, "reason", *at.lane)) : ScheduleCell{}};
}

std::vector<ScheduleRow> LaneSchedules::Maker::finding_rows() const {
  std::vector<ScheduleRow> rows;
  for (std::size_t row = 0; row < findings_.rows(); ++row) {
    if (word_or_empty(findings_, "kind", row) != "fire_lane") continue;
    const auto points = findings_.shapes.feature_points(row);
    const auto chain = points.empty() ? std::vector<std::size_t>() : units_.chain_at(points[0]);
    rows.push_back(
        {chain.empty() ? std::nullopt : std::optional(chain.front()), finding_cells(row)});
  }
  return rows;
}

ScheduleSheet LaneSchedules::Maker::lane_sheet() const {
  ScheduleSheet sheet;
  sheet.number = 6;
  sheet.title = text("Survey of the fire lanes");
  sheet.columns = {
      {text("Segment no."), 16, Fill::words, false},
      {text("Street name"), 12, Fill::words, false},
      {text("Road class of the lane"), 9, Fill::words, false},
      {text("Length (m)"), 8, Fill::whole, true},
      {text("Recorded width"), 8, Fill::tenths, false},
      {text("Least clear width"), 8, Fill::hundredths, false},
      {text("Source of the width (measured/recorded/inferred)"), 10, Fill::words, false},
      {text("Least clear height"), 8, Fill::hundredths, false},
      {text("Slope (%)"), 7, Fill::words, false},
      {text("Dead end (m)"), 8, Fill::whole, false},
      {text("Place to turn round"), 9, Fill::words, false},
      {text("Turning"), 9, Fill::words, false},
      {text("Light/large/aerial engine: does it pass"), 14, Fill::words, false},
      {text("Marked and signed"), 8, Fill::blank, false},
      {text("Conclusion"), 9, Fill::words, false},
      {text("Grid cell"), 12, Fill::words, false},
      {text("Remarks"), 20, Fill::words, false}};
  return sheet;
}

ScheduleCells LaneSchedules::Maker::lane_cells(std::size_t row, std::string unit) const {
  const auto word = [&](std::string_view column) { return word_or_empty(lanes_, column, row); };
  const auto coded = [&](std::string_view column) {
    return words_or_nothing(word(column).empty() ? std::string_view()
                                                 : code_word(column, word(column), language()));
  };
  const std::string_view source = word("width_source");
  std::string width_basis = to_be_verified();
  if (source == "declared" || source == "limit")
    width_basis = text("recorded");
  else if (source == "field_check")
    width_basis = text("measured");
  else if (source == "obstacle" || source == "kerb")
    width_basis = text("inferred from what is drawn");
  else if (source == "building_gap")
    width_basis = text("inferred from the gap between buildings");
  std::string engines;
  for (const char* engine : {"verdict_light", "verdict_pumper", "verdict_aerial"}) {
    const std::string_view verdict = word(engine);
    engines += engines.empty() ? "" : "/";
    engines += verdict.empty() ? "—" : code_word(engine, verdict, language());
  }
  return {std::string(word("lane_id")),
          words_or_nothing(word("name")),
          coded("road_class"),
          number(lanes_, "length_m", row),
          number_wanted(lanes_, "declared_width_m", row),
          number_wanted(lanes_, "clear_width_m", row),
          width_basis,
          number_wanted(lanes_, "clear_height_m", row),
          to_be_verified(),
          number(lanes_, "dead_end_m", row),
          coded("turnaround"),
          to_be_verified(),
          engines,
          ScheduleCell{},
          coded("verdict"),
          words_or_nothing(unit),
          words_or_nothing(word("reason"))};
}

std::vector<ScheduleRow> LaneSchedules::Maker::lane_rows() const {
  std::vector<ScheduleRow> rows;
  for (std::size_t row = 0; row < lanes_.rows(); ++row) {
    if (word_or_empty(lanes_, "verdict", row) == "not_applicable") continue;
    const auto chain = units_.chain_at(middle(row));
    rows.push_back({chain.empty() ? std::nullopt : std::optional(chain.front()),
                    lane_cells(row, chain.empty() ? "" : units_.name(chain.back()))});
  }
  return rows;
}

LaneSchedules::LaneSchedules(const io::RiskFile& risk, const UnitTree& units, bool by_town,
                             const Job& job)
    : maker_(std::make_unique<Maker>(risk, units, by_town, job)) {}
LaneSchedules::~LaneSchedules() = default;

std::vector<ScheduleSheet> LaneSchedules::to_be_cleared() const {
  return maker_->to_be_cleared();
}

std::vector<ScheduleSheet> LaneSchedules::as_they_are() const {
  return maker_->as_they_are();
}

}  // namespace firebreak
