#include "gui/remedy_lanes.hpp"

#include <algorithm>

#include "core/analysis/lane_clearing.hpp"
#include "core/base/plural.hpp"
#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
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
  if (const TablePtr pinches = document.table("pinch_points"))
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

bool is_narrow(const Document& document, const std::string& lane_id) {
  const TablePtr lanes = document.table("fire_lanes");
  const auto row = lanes ? row_with(*lanes, "lane_id", lane_id) : std::nullopt;
  if (!row) return true;
  const auto fine = [&](std::string_view column) {
    const auto verdict = word_in(*lanes, column, *row);
    return !verdict || *verdict == "pass" || *verdict == "not_applicable";
  };
  const auto results = document.results();
  return !fine("verdict") || !fine("verdict_" + results->record().engine);
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

std::optional<std::string> clear_lane_at(Document& document, Xy at, double reach_m) {
  const auto lane = lane_at(document, at, reach_m);
  if (!lane) {
    tell_no_lane(document);
    return std::nullopt;
  }
  if (!is_narrow(document, lane->id)) {
    document.tell(words("Lane {} is wide enough: nothing need be cleared.", lane->id),
                  Tone::notice);
    return std::nullopt;
  }
  const auto city = document.shown_city();
  const LaneClearing found = clearing_of(*city, lane->segment, lane_width_wanted_m(document));
  std::vector<Edit> edits;
  for (const std::uint32_t o : found.removable)
    edits.push_back(ClearObstacle{std::string(city->obstacles->ids[o])});
  const std::size_t cleared = edits.size();
  document.add_edits(std::move(edits));
  QStringList fixed;
  for (const ObstacleRef& ref : found.fixed) fixed << thing_told(*city, ref);
  if (cleared > 0 && fixed.isEmpty()) {
    document.tell(words(for_count(cleared, tr_key("Lane {0}: {1} obstacle cleared."),
                                  tr_key("Lane {0}: {1} obstacles cleared.")),
                        lane->id, cleared),
                  Tone::done);
    return std::nullopt;
  }
  const std::string stays = fixed.isEmpty()
                                ? words("nothing that can be cleared is on record").toStdString()
                                : fixed.join(words(" and ")).toStdString();
  if (cleared > 0)
    document.tell(words(for_count(cleared,
                                  tr_key("Lane {0}: {1} obstacle cleared. What stays and cannot be "
                                         "cleared: {2}. The lane can only be made wider."),
                                  tr_key("Lane {0}: {1} obstacles cleared. What stays and cannot "
                                         "be cleared: {2}. The lane can only be made wider.")),
                        lane->id, cleared, stays),
                  Tone::notice);
  else if (fixed.isEmpty())
    document.tell(words("Lane {0}: {1}. The lane can only be made wider.", lane->id, stays),
                  Tone::notice);
  else
    document.tell(words("Lane {0}: what stands there cannot be cleared: {1}. The lane can only be "
                        "made wider.",
                        lane->id, stays),
                  Tone::notice);
  return lane->id;
}

void widen_lane_at(Document& document, Xy at, double reach_m, double width_m) {
  const auto lane = lane_at(document, at, reach_m);
  if (!lane) return tell_no_lane(document);
  document.add_edit(WidenLane{lane->id, width_m});
}

}  // namespace firebreak::gui
