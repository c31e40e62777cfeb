#include "gui/remedy_lanes.hpp"

#include <algorithm>

#include "core/analysis/lane_clearing.hpp"
#include "core/analysis/lane_widening.hpp"
#include "core/base/plural.hpp"
#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/lane_words.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// The row of a table nearest to a place and within reach. A scan: for clicks.
std::optional<std::uint32_t> row_near(const Shapes& shapes, Xy at, double reach_m) {
  std::optional<std::uint32_t> found;
  double best = reach_m;
  for (std::uint32_t row = 0; row < shapes.size(); ++row) {
    if (!shapes.boxes[row].grown(best).contains(at)) continue;
    const double d = distance_m(shapes, row, at);
    if (d <= best) best = d, found = row;
  }
  return found;
}

/// A lane of the city shown.
struct Picked {
  std::uint32_t segment = 0;
  std::string id;
};

std::optional<Picked> lane_at(const Document& document, Xy at, double reach_m) {
  const auto city = document.shown_city();
  const auto results = document.results();
  if (!city || !results || results->lane_ids.size() != city->network->segments.size())
    return std::nullopt;
  if (const TablePtr pinches = document.judged_table("pinch_points"))
    if (const auto row = row_near(pinches->shapes, at, reach_m))
      if (const auto id = word_in(*pinches, "lane_id", *row))
        for (std::uint32_t s = 0; s < results->lane_ids.size(); ++s)
          if (results->lane_ids[s] == *id) return Picked{s, std::string(*id)};
  const auto segment = row_near(city->network->lines, at, reach_m);
  if (!segment) return std::nullopt;
  return Picked{*segment, std::string(results->lane_ids[*segment])};
}

void tell_no_lane(Document& document) {
  const auto results = document.results();
  document.tell(results && results->ways
                    ? words("There is no lane here.")
                    : words("Assess first: then it is known which lanes are too narrow."),
                Tone::notice);
}

/// The row of the lane in `fire_lanes`.
std::optional<std::uint32_t> lane_row(const Document& document, const std::string& lane_id) {
  const TablePtr lanes = document.judged_table("fire_lanes");
  return lanes ? row_with(*lanes, "lane_id", lane_id) : std::nullopt;
}

/// Of a lane that is not judged nobody knows: it may still be what keeps an engine out.
bool passes(const FeatureTable& lanes, std::string_view column, std::uint32_t row) {
  const auto verdict = word_in(lanes, column, row);
  return !verdict || *verdict == "pass";
}

std::string engine_column(const Document& document) {
  return "verdict_" + document.results()->record().engine;
}

bool is_narrow(const Document& document, const std::string& lane_id) {
  const auto row = lane_row(document, lane_id);
  if (!row) return true;
  const FeatureTable& lanes = *document.judged_table("fire_lanes");
  return !passes(lanes, "verdict", *row) || !passes(lanes, engine_column(document), *row);
}

QString thing_told(const City& city, const ObstacleRef& ref) {
  switch (ref.thing) {
    case LaneThing::building:
      return words("building {}", city.buildings->ids[ref.row]);
    case LaneThing::barrier:
      return words("wall or barrier {}", city.barriers->ids[ref.row]);
    case LaneThing::obstacle:
      return word_of(obstacle_kind_name((*city.obstacles)[ref.row].kind)) + " " +
             to_qt(city.obstacles->ids[ref.row]);
    case LaneThing::kerb:
    case LaneThing::open:
      break;
  }
  return {};
}

}  // namespace

double lane_width_wanted_m(const Document& document) {
  constexpr double usual_m = 4;
  const auto results = document.results();
  if (!results) return usual_m;
  return results->record().value_used<double>("lanes.clear_width_m").value_or(usual_m);
}

QString widening_caveat(const Document& document, const std::string& lane_id, double width_m) {
  const auto city = document.shown_city();
  const auto results = document.results();
  const auto row = lane_row(document, lane_id);
  if (!city || !results || !row || results->lane_ids.size() != city->network->segments.size())
    return {};
  std::uint32_t segment = 0;
  while (segment < results->lane_ids.size() && results->lane_ids[segment] != lane_id) ++segment;
  const FeatureTable& lanes = *document.judged_table("fire_lanes");
  const auto reason = lane_reason_from_code(word_or_empty(lanes, "reason_code", *row));
  if (segment == results->lane_ids.size() || !reason) return {};
  const std::string name = lane_name(lanes, *row);
  const std::string_view told = word_or_empty(lanes, "reason", *row);
  switch (widening_bar(*city, segment, *reason, passes(lanes, engine_column(document), *row),
                       width_m)) {
    case WideningBar::none:
      return {};
    case WideningBar::wide_enough:
      return words("Lane {} is wide enough as it is: a wider one changes no verdict.", name);
    case WideningBar::not_judged:
      return words(
          "Lane {} is no fire lane and is not judged: a wider one only lets engines through.",
          name);
    case WideningBar::height:
      return words(
          "What stops the engine on lane {0} is the height, not the width ({1}): a wider "
          "lane does not help.",
          name, told);
    case WideningBar::posted:
      return words(
          "A posted limit stays on lane {0}, however wide it is made ({1}): a wider lane "
          "does not help.",
          name, told);
    case WideningBar::gate:
      return words(
          "What stops the engine on lane {0} is a gate or a sign, not the width ({1}). "
          "The plan takes it as gone; it has to be opened or moved all the same.",
          name, told);
    case WideningBar::crossed:
      return words(
          "Lane {0} is not known to be too narrow: {1}. Only a look on site tells; the "
          "plan takes it as clear of that.",
          name, told);
    case WideningBar::no_data:
      return words(
          "Lane {0} is not known to be too narrow: {1}. Only a measure on site tells; the "
          "plan takes it as wide as is said.",
          name, told);
  }
  return {};
}

std::optional<std::string> clear_lane_at(Document& document, Xy at, double reach_m) {
  const auto lane = lane_at(document, at, reach_m);
  if (!lane) {
    tell_no_lane(document);
    return std::nullopt;
  }
  const auto lane_told = [&] {
    const auto row = lane_row(document, lane->id);
    return row ? lane_name(*document.judged_table("fire_lanes"), *row) : lane->id;
  };
  const std::string name = lane_told();
  if (!is_narrow(document, lane->id)) {
    document.tell(words("Lane {} is wide enough: nothing need be cleared.", name), Tone::notice);
    return std::nullopt;
  }
  const auto city = document.shown_city();
  Lanes::Params params = document.results()->lane_params.value_or(Lanes::Params());
  params.clear_width_m = lane_width_wanted_m(document);
  const LaneClearing found = clearing_of(*city, lane->segment, params);
  std::vector<Edit> edits;
  for (const std::uint32_t o : found.removable)
    edits.push_back(ClearObstacle{std::string(city->obstacles->ids[o])});
  const std::size_t cleared = edits.size();
  const QString caveat = widening_caveat(document, lane->id, params.clear_width_m);
  document.add_edits(std::move(edits));
  QStringList fixed;
  for (const ObstacleRef& ref : found.fixed)
    if (const QString thing = thing_told(*city, ref); !thing.isEmpty()) fixed << thing;
  if (cleared > 0 && fixed.isEmpty()) {
    const QString done = words(for_count(cleared, tr_key("Lane {0}: {1} obstacle cleared."),
                                         tr_key("Lane {0}: {1} obstacles cleared.")),
                               name, cleared);
    document.tell(caveat.isEmpty() ? done : in_one_paragraph({done, caveat}),
                  caveat.isEmpty() ? Tone::done : Tone::notice);
    return std::nullopt;
  }
  const std::string stays = fixed.isEmpty()
                                ? words("nothing that can be cleared is on record").toStdString()
                                : fixed.join(words(" and ")).toStdString();
  const QString done =
      cleared > 0       ? words(for_count(cleared,
                                          tr_key("Lane {0}: {1} obstacle cleared. What stays and cannot "
                                                       "be cleared: {2}."),
                                          tr_key("Lane {0}: {1} obstacles cleared. What stays and cannot "
                                                       "be cleared: {2}.")),
                                name, cleared, stays)
      : fixed.isEmpty() ? words("Lane {0}: {1}.", name, stays)
                        : words("Lane {0}: what stands there cannot be cleared: {1}.", name, stays);
  document.tell(in_one_paragraph(
                    {done, caveat.isEmpty() ? words("The lane can only be made wider.") : caveat}),
                Tone::notice);
  return caveat.isEmpty() ? std::optional(lane->id) : std::nullopt;
}

void widen_lane_at(Document& document, Xy at, double reach_m, double width_m) {
  const auto lane = lane_at(document, at, reach_m);
  if (!lane) return tell_no_lane(document);
  // Said of the lane as it is: with the edit made, it is judged anew.
  const QString caveat = widening_caveat(document, lane->id, width_m);
  document.add_edit(WidenLane{lane->id, width_m});
  if (!caveat.isEmpty()) document.tell(caveat, Tone::notice);
}

}  // namespace firebreak::gui
