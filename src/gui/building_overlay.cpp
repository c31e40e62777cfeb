#include "gui/building_overlay.hpp"

#include <vector>

#include "gui/map_text.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// Gaps between houses are told in figures where a metre is some pixels.
constexpr double gap_words_m_per_px = 0.4;

QPolygonF on_screen(const MapCanvas& canvas, const std::vector<Xy>& line) {
  QPolygonF points;
  for (const Xy p : line) points << canvas.to_screen(p);
  return points;
}

/// A drawing without any gap there is told as such: nobody measured 0.00 m.
QString width_words(double width_m) {
  return width_m < 0.005 ? words("no gap as drawn") : words("{:.2f} m", width_m);
}

/// Words have their middle so far from the map's edge: all of them are seen.
QRectF room_for_words(const MapCanvas& canvas) {
  constexpr double half_width_px = 48;
  constexpr double half_height_px = 26;
  return QRectF(canvas.rect())
      .adjusted(half_width_px, half_height_px, -half_width_px, -half_height_px);
}

/// Words of the picture, drawn when all its lines are: none of them strikes a word out.
struct Said {
  QPointF at;
  QString words;
  QColor colour;
};

/// Straight lines to the sources that count, and the hose as it is laid.
void paint_water(QPainter& painter, const MapCanvas& canvas, const StoryPicture& picture,
                 const QColor& water, const QColor& ground, std::vector<Said>& said) {
  if (!picture.hose.empty()) {
    const QPolygonF hose = on_screen(canvas, picture.hose);
    draw_halo_line(painter, hose, water, ground, 3);
    // A hose shorter than its words would only hide the house.
    constexpr double shortest_px = 60;
    const auto at = middle_seen(hose, room_for_words(canvas));
    if (picture.hose_m && at && *picture.hose_m > shortest_px * canvas.view().metres_per_px)
      said.push_back({*at + QPointF(0, 14), words("hose {:.0f} m", *picture.hose_m), water});
  }
  for (const StoryPicture::Source& source : picture.sources) {
    const QPolygonF line = on_screen(canvas, {source.line.from, source.line.to});
    draw_halo_line(painter, line, water, ground, &source == &picture.sources.front() ? 2 : 1);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(line.last(), 8, 8);
    if (const auto at = middle_seen(line, room_for_words(canvas)))
      said.push_back({*at + QPointF(0, -10), words("{:.0f} m", source.line.metres), water});
  }
}

}  // namespace

void paint_story(QPainter& painter, const MapCanvas& canvas, const StoryPicture& picture,
                 const std::string& theme) {
  const QColor ground = canvas.palette().color(QPalette::Base);
  std::vector<Said> said;
  const QColor fire = meaning_colour("fail", theme);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(fire, 1.2, Qt::DashLine));
  for (const auto& ring : picture.neighbours) painter.drawPolyline(on_screen(canvas, ring));
  for (const auto& gap : picture.gaps) {
    const QPolygonF line = on_screen(canvas, {gap.from, gap.to});
    draw_halo_line(painter, line, fire, ground, 1.5);
    if (canvas.view().metres_per_px < gap_words_m_per_px)
      said.push_back({0.5 * (line.first() + line.last()) + QPointF(0, -10),
                      words("{:.1f} m", gap.metres), fire});
  }

  const QColor way = meaning_colour(picture.lane_blocks ? "fail" : "marginal", theme);
  if (!picture.route.empty()) {
    const QColor open = meaning_colour("pass", theme);
    const QPolygonF line = on_screen(canvas, picture.route);
    draw_halo_line(painter, line, open, ground, 3);
    painter.setPen(QPen(ground, 2));
    painter.setBrush(open);
    painter.drawEllipse(line.front(), 6, 6);
    said.push_back({line.front() + QPointF(0, -14),
                    picture.from_station ? words("from the station") : words("from the main roads"),
                    open});
    painter.setBrush(Qt::NoBrush);
  }
  if (!picture.lane.empty()) {
    const QPolygonF line = on_screen(canvas, picture.lane);
    draw_halo_line(painter, line, way, ground, 5);
    if (picture.pinches.empty() && picture.lane_width_m)
      said.push_back({line.boundingRect().center() + QPointF(0, -14),
                      words("{:.2f} m", *picture.lane_width_m), way});
  }
  for (const StoryPicture::Pinch& pinch : picture.pinches) {
    const QPointF at = canvas.to_screen(pinch.at);
    const QColor colour = pinch.narrowest ? way : meaning_colour("marginal", theme);
    painter.setPen(QPen(ground, 2));
    painter.setBrush(colour);
    painter.drawEllipse(at, 5, 5);
    if (pinch.width_m) said.push_back({at + QPointF(0, -14), width_words(*pinch.width_m), colour});
  }
  paint_water(painter, canvas, picture, meaning_colour("pass", theme), ground, said);
  for (const Said& one : said) draw_halo_text(painter, one.at, one.words, one.colour, ground);
}

}  // namespace firebreak::gui
