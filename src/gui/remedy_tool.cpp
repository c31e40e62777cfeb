#include "gui/remedy_tool.hpp"

#include <algorithm>

#include "core/analysis/source_rule.hpp"
#include "core/geo/measure.hpp"
#include "gui/live_cover.hpp"
#include "gui/remedy_lanes.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr double reach_px = 10;

/// The nearest feature of a table of the city within reach; empty if there is none.
template <class T>
std::optional<std::uint32_t> nearest(const Table<T>& table, Xy at, double reach_m) {
  std::optional<std::uint32_t> found;
  double best2 = reach_m * reach_m;
  table.index.nearest(Box{at, at}, best2, [&](std::uint32_t f, double) {
    const double d = distance_m(table.shapes, f, at);
    if (d * d <= best2) best2 = d * d, found = f;
    return best2;
  });
  return found;
}

double reach_m(const MapCanvas& canvas) {
  return reach_px * canvas.view().metres_per_px;
}

}  // namespace

bool RemedyTool::press(Xy at, QMouseEvent* event, MapCanvas& canvas) {
  const auto city = document_.shown_city();
  if (!moves() || !city || event->button() != Qt::LeftButton || document_.applying()) return false;
  if (held_) return true;  // let go, it is put down there
  const auto take = [&](const auto& table, double reach) {
    const auto row = nearest(table, at, reach);
    if (!row) return false;
    dragged_ = table.ids[*row];
    pressed_at_ = at;
    dragged_from_ = dragged_to_ = table[*row].at;
    return true;
  };
  return kind_ == Kind::move_station ? take(*city->stations, 2 * reach_m(canvas))
                                     : take(*city->hydrants, reach_m(canvas));
}

bool RemedyTool::move(Xy at, QMouseEvent*, MapCanvas&) {
  cursor_ = at;
  if (!dragged_.empty()) dragged_to_ = at;
  if (!dragged_.empty() && kind_ == Kind::move_hydrant) document_.live_cover().drag(dragged_, at);
  if (kind_ == Kind::add_hydrant) document_.live_cover().put(next_.hydrant, at);
  return !dragged_.empty() || !line_.empty();
}

bool RemedyTool::release(Xy at, QMouseEvent*, MapCanvas& canvas) {
  const auto city = document_.shown_city();
  if (dragged_.empty() || !city) return false;
  // A click takes it into the hand, wherever within reach it hits it; the next one puts it down.
  constexpr double still_px = 4;
  if (!held_ && distance_m(at, pressed_at_) <= still_px * canvas.view().metres_per_px)
    return held_ = true;
  const bool back = held_ && distance_m(at, dragged_from_) <= reach_m(canvas);
  held_ = false;
  const std::string id = std::exchange(dragged_, {});
  LiveCover& live = document_.live_cover();
  if (back) {
    live.take_back();
  } else if (kind_ == Kind::move_station) {
    document_.add_edit(MoveStation{id, city->to_crs(at)});
  } else {
    live.drag(id, at);
    live.drop();
    document_.add_edit(MoveHydrant{id, city->to_crs(at)});
  }
  return true;
}

bool RemedyTool::click(Xy at, QMouseEvent*, MapCanvas& canvas) {
  if (!document_.shown_city()) {
    document_.tell(words("Open a city first."), Tone::notice);
    return true;
  }
  if (document_.applying() && !adds()) {
    document_.tell(words("The last edit is still being made: once more in a moment."),
                   Tone::notice);
    return true;
  }
  const double reach = reach_m(canvas);
  switch (kind_) {
    case Kind::add_hydrant:
    case Kind::add_obstacle:
    case Kind::add_station:
      add(at);
      return true;
    case Kind::move_hydrant:
      document_.tell(words("Drag a hydrant, or click it and then its new place."), Tone::notice);
      return true;
    case Kind::move_station:
      document_.tell(words("Drag a station, or click it and then its new place."), Tone::notice);
      return true;
    case Kind::switch_hydrant:
    case Kind::switch_station:
      switch_off_or_on(at, reach);
      return true;
    case Kind::clear_obstacle:
      clear_obstacle(at, reach);
      return true;
    case Kind::clear_lane:
      if (const auto lane = clear_lane_at(document_, at, reach); lane && offer_widening)
        offer_widening(*lane);
      return true;
    case Kind::widen_lane:
      widen_lane_at(document_, at, reach, next_.lane_width_m);
      return true;
  }
  return false;
}

void RemedyTool::add(Xy at) {
  const auto city = document_.shown_city();
  if (kind_ == Kind::add_obstacle) return line_.push_back(at);
  // A name is that of one thing: the next has none until it is given one.
  if (kind_ == Kind::add_station) {
    std::string name = std::exchange(next_.station_name, {});
    if (name.empty()) name = text("New station");
    document_.add_edit(AddStation{document_.new_id(), std::move(name), city->to_crs(at)});
  } else {
    document_.live_cover().put(next_.hydrant, at);
    document_.live_cover().drop();
    HydrantFacts facts = next_.hydrant;
    next_.hydrant.name.clear();
    document_.add_edit(AddHydrant{document_.new_id(), city->to_crs(at), std::move(facts)});
  }
}

void RemedyTool::switch_off_or_on(Xy at, double reach) {
  const auto city = document_.shown_city();
  if (kind_ == Kind::switch_station) {
    const auto row = nearest(*city->stations, at, 2 * reach);
    if (!row) return document_.tell(words("There is no station here."), Tone::notice);
    return document_.add_edit(
        SwitchStation{std::string(city->stations->ids[*row]), (*city->stations)[*row].active});
  }
  const auto row = nearest(*city->hydrants, at, reach);
  if (!row) return document_.tell(words("There is no hydrant here."), Tone::notice);
  const std::string id(city->hydrants->ids[*row]);
  const Hydrant& hydrant = (*city->hydrants)[*row];
  // One that gives too little waits for its repair as a broken one does.
  const auto results = document_.results();
  const SourceRule rule =
      results && results->hydrant_params ? results->hydrant_params->sources() : SourceRule{};
  const bool off = hydrant.usable() && too_little(hydrant, rule).of == TooLittle::Of::nothing;
  document_.live_cover().switch_off(id, off);
  document_.live_cover().drop();
  document_.add_edit(SwitchHydrant{id, off});
}

void RemedyTool::clear_obstacle(Xy at, double reach) {
  const auto city = document_.shown_city();
  const auto row = nearest(*city->obstacles, at, reach);
  if (!row) return document_.tell(words("There is no obstacle here."), Tone::notice);
  document_.add_edit(ClearObstacle{std::string(city->obstacles->ids[*row])});
}

void RemedyTool::finish_obstacle() {
  const auto city = document_.shown_city();
  std::vector<Xy> line = std::exchange(line_, {});
  // The second press of a double click was a click of its own.
  if (line.size() > 1 && distance_m(line.back(), line[line.size() - 2]) < 1e-3) line.pop_back();
  if (line.empty() || !city) return;
  for (Xy& p : line) p = city->to_crs(p);
  const ObstacleKind kind = obstacle_of(next_.obstacle, line.size());
  document_.add_edit(AddObstacle{document_.new_id(), kind, std::move(line)});
}

bool RemedyTool::double_click(Xy, QMouseEvent*, MapCanvas&) {
  if (kind_ == Kind::add_obstacle) finish_obstacle();
  return true;  // two quick clicks are two edits, never a zoom
}

bool RemedyTool::key(QKeyEvent* event, MapCanvas&) {
  if (event->key() != Qt::Key_Backspace || line_.empty()) return false;
  line_.pop_back();
  return true;
}

bool RemedyTool::end(Qt::KeyboardModifiers, MapCanvas&) {
  if (kind_ != Kind::add_obstacle || line_.empty()) return false;
  finish_obstacle();
  return true;
}

void RemedyTool::reset(MapCanvas&) {
  document_.live_cover().take_back();
  dragged_.clear();
  held_ = false;
  line_.clear();
}

void RemedyTool::paint_overlay(QPainter& painter, const MapCanvas& canvas) const {
  const QColor colour = canvas.palette().color(QPalette::Highlight);
  if (!dragged_.empty()) {
    painter.setPen(QPen(colour, 2, Qt::DashLine));
    painter.drawLine(canvas.to_screen(dragged_from_), canvas.to_screen(dragged_to_));
    painter.setBrush(colour);
    painter.drawEllipse(canvas.to_screen(dragged_to_), 6, 6);
  }
  if (!line_.empty()) {
    QPolygonF points;
    for (const Xy p : line_) points << canvas.to_screen(p);
    painter.setBrush(colour);
    painter.setPen(QPen(colour, 3));
    for (const QPointF& p : points) painter.drawEllipse(p, 3, 3);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points);
    painter.setPen(QPen(colour, 1.5, Qt::DashLine));
    painter.drawLine(points.back(), canvas.to_screen(cursor_));
  }
}

}  // namespace firebreak::gui
